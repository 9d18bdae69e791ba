# Arguments: unit, and the command that has to succeed first (none: nothing has to). Has the unit read its files again ("reloaded"),
# or says why not ("refused" and the check's words).
set -eu
export LC_ALL=C
unit=$1
shift
if [ $# -gt 0 ] && ! words=$("$@" </dev/null 2>&1); then
    printf 'refused\n%s\n' "$words"
    exit 0
fi
systemctl reload-or-restart "$unit" >&2
echo reloaded
