# Carries out the instructions on standard input, one a line, in their order. Stops at the first that fails, with
# "failed KIND SUBJECT" and then the failing command's own words. Ends with "done". Told again, it goes on from where it was.
#   packages NAME...          install, without starting anything before its configuration is there
#   mask UNIT                 stop and mask
#   user NAME                 a system user without a login
#   owe ACTION UNIT           remember, before files change, that the unit will have to reload or restart
#   directory MODE OWNER PATH
#   file MODE OWNER DIGEST KEY BASE64 PATH   ("-" is the empty content)
#   program DIGEST KEY PATH   put the delivered PATH.phoenix-new in place
#   absent KEY PATH
#   keep KEY PATH             keep what is there until the unit's check has passed
#   daemon-reload
#   argument TEXT             one more argument for the next check
#   guards KEY                one more file to put back when the next check fails
#   check UNIT
#   unmask UNIT | enable UNIT | start UNIT | reload UNIT | restart UNIT | withdraw UNIT
#   settled UNIT | kept KEY   the unit owes nothing any more; the file's old content is not needed any more
set -uf
umask 077
export LC_ALL=C PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin
state=/var/lib/phoenix/.system
mkdir -p "$state/owed" "$state/undo" "$state/programs" "$state/wrote" || exit 1
# Not in /tmp: a system that is still booting mounts it anew.
words=$(mktemp -p /run) || exit 1
policy=/usr/sbin/policy-rc.d
trap 'rm -f -- "$words"; let_start' EXIT
trap 'exit 143' TERM INT HUP

fail() {
    printf 'failed %s %s\n' "$1" "$2"
    cat -- "$words"
    exit 0
}

# Packages start their default instance when they are installed; this policy forbids it while this shell lives.
hold_starts() {
    let_start
    [ ! -e "$policy" ] || mv -f -- "$policy" "$policy.phoenix-kept"
    printf '#!/bin/sh\n# Phoenix: nothing starts before its configuration is there.\nkill -0 %s 2>/dev/null && exit 101\nexit 0\n' "$$" >"$policy"
    chmod 0755 "$policy"
}

let_start() {
    if grep -qs '^# Phoenix:' "$policy"; then rm -f -- "$policy"; fi
    [ ! -e "$policy.phoenix-kept" ] || mv -f -- "$policy.phoenix-kept" "$policy"
}

apt() {
    tries=0
    until DEBIAN_FRONTEND=noninteractive apt-get -q -y -o DPkg::Lock::Timeout=300 -o Acquire::Retries=3 -o APT::Install-Recommends=false \
        -o Dpkg::Use-Pty=0 -o Dpkg::Options::=--force-confdef -o Dpkg::Options::=--force-confold "$@" >"$words" 2>&1 </dev/null; do
        tries=$((tries + 1))
        # Not every lock of apt waits for its timeout.
        grep -q 'Could not get lock' "$words" && [ "$tries" -lt 60 ] || return 1
        sleep 2
    done
}

packages() {
    hold_starts
    if ! apt install -- "$@"; then
        # The lists are missing or old, or an earlier run was cut off in the middle of dpkg.
        dpkg --configure -a --force-confdef --force-confold >"$words" 2>&1 </dev/null
        apt update || fail packages "$*"
        apt --fix-broken install && apt install -- "$@" || fail packages "$*"
    fi
    let_start
}

user() {
    getent passwd "$1" >/dev/null && return
    set -- --system --no-create-home --home-dir /nonexistent --shell /usr/sbin/nologin "$1"
    if getent group "$6" >/dev/null; then set -- --gid "$6" "$@"; else set -- --user-group "$@"; fi
    useradd "$@" >"$words" 2>&1 || fail user "$6"
}

directory() {
    # A link is replaced and never followed.
    if [ -L "$3" ]; then rm -f -- "$3"; fi
    if [ -e "$3" ] && [ ! -d "$3" ]; then fail occupied "$3"; fi
    { [ -d "$3" ] || make_directory "$3"; } >"$words" 2>&1 && chown -h -- "$2" "$3" >"$words" 2>&1 && chmod -- "$1" "$3" >"$words" 2>&1 ||
        fail directory "$3"
}

make_directory() { (umask 022 && mkdir -p -- "$1"); }

# What stood there before stays until the check of its unit has passed; from a run that was cut off, the older is the good one.
keep() {
    [ ! -e "$state/undo/$1" ] || return 0
    rm -rf -- "$state/undo/$1.new" && mkdir -- "$state/undo/$1.new" && printf '%s' "$2" >"$state/undo/$1.new/path" || return 1
    if [ -L "$2" ] || [ -f "$2" ]; then cp -a -- "$2" "$state/undo/$1.new/old" || return 1; fi
    mv -T -- "$state/undo/$1.new" "$state/undo/$1"
}

# The content is the variable "content": the longest of texts is better not copied from hand to hand.
file() {
    mode=$1 owner=$2 digest=$3 key=$4 path=$5
    [ "$content" != - ] || content=
    if [ -d "$path" ] && [ ! -L "$path" ]; then fail occupied "$path"; fi
    beside=${path%/*}/.phoenix-new.${path##*/}
    {
        { [ -d "${path%/*}" ] || make_directory "${path%/*}"; } && rm -rf -- "$beside" &&
            (set -C && printf '%s' "$content" | base64 -d >"$beside") && chmod -- "$mode" "$beside" && chown -h -- "$owner" "$beside" &&
            mv -fT -- "$beside" "$path" && printf '%s' "$digest" >"$state/wrote/$key"
    } >"$words" 2>&1 || { rm -f -- "$beside" && fail file "$path"; }
}

program() {
    if [ -d "$3" ] && [ ! -L "$3" ]; then fail occupied "$3"; fi
    new=$3.phoenix-new
    {
        found=$(sha256sum <"$new") && { [ "${found%% *}" = "$1" ] || { echo "delivered: ${found%% *}, wanted: $1" && false; }; } &&
            chown -h root:root -- "$new" && chmod 0755 -- "$new" && mv -fT -- "$new" "$3" &&
            printf '%s %s\n' "$(stat -c %s/%.9Y/%.9Z -- "$3")" "$1" >"$state/programs/$2"
    } >"$words" 2>&1 || fail program "$3"
}

absent() {
    { rm -rf --one-file-system -- "$2" && rm -f -- "$state/wrote/$1"; } >"$words" 2>&1 || fail absent "$2"
}

put_back() {
    from=$state/undo/$1
    [ -d "$from" ] || return 0
    path=$(cat -- "$from/path")
    if [ -e "$from/old" ] || [ -L "$from/old" ]; then
        beside=${path%/*}/.phoenix-new.${path##*/}
        rm -rf -- "$beside" && cp -a -- "$from/old" "$beside" && mv -fT -- "$beside" "$path" || return 1
    else
        rm -f -- "$path"
    fi
    rm -f -- "$state/wrote/$1"
    rm -rf -- "$from"
}

check_failed() {
    for key in $guarded; do put_back "$key" 2>>"$words"; done
    systemctl daemon-reload </dev/null >/dev/null 2>&1
    rm -f -- "$state/owed/$1"
    fail check "$1"
}

mask() {
    if systemctl is-active --quiet "$1" 2>/dev/null; then unit stop "$1"; fi
    unit mask "$1"
}

unit() {
    systemctl "$@" >"$words" 2>&1 </dev/null && return
    shift $(($# - 1))
    journalctl --no-pager --quiet --output=cat --lines=20 --unit="$1" >>"$words" 2>&1 </dev/null
    fail unit "$1"
}

next() { word=${rest%% *} rest=${rest#* }; }

# systemd calls a simple service started the moment it is forked: one that refuses its configuration ends a little later.
running() {
    unit "$@"
    sleep 0.3
    shift $(($# - 1))
    systemctl is-active --quiet "$1" </dev/null && return
    systemctl status --no-pager --lines=0 "$1" >"$words" 2>&1 </dev/null
    journalctl --no-pager --quiet --output=cat --lines=20 --unit="$1" >>"$words" 2>&1 </dev/null
    fail unit "$1"
}

guarded=
set --
while IFS= read -r line; do
    kind=${line%% *} rest=${line#* }
    case $kind in
        packages) packages $rest ;;
        mask) mask "$rest" ;;
        user) user "$rest" ;;
        owe) next && printf '%s' "$word" >"$state/owed/$rest" ;;
        directory)
            next && mode=$word && next && owner=$word
            directory "$mode" "$owner" "$rest"
            ;;
        keep) next && { keep "$word" "$rest" >"$words" 2>&1 || fail file "$rest"; } ;;
        file)
            next && mode=$word && next && owner=$word && next && digest=$word && next && key=$word && next && content=$word
            file "$mode" "$owner" "$digest" "$key" "$rest"
            ;;
        program)
            next && digest=$word && next
            program "$digest" "$word" "$rest"
            ;;
        absent) next && absent "$word" "$rest" ;;
        daemon-reload) unit daemon-reload ;;
        argument) set -- "$@" "$rest" ;;
        guards) guarded="$guarded $rest" ;;
        check)
            "$@" >"$words" 2>&1 </dev/null || check_failed "$rest"
            guarded=
            set --
            ;;
        start)
            # A unit that failed too often is not started again before it is forgiven.
            systemctl reset-failed "$rest" >/dev/null 2>&1 </dev/null
            running start "$rest"
            ;;
        enable | unmask) unit "$kind" "$rest" ;;
        restart) running restart "$rest" ;;
        reload) running reload-or-restart "$rest" ;;
        withdraw) unit disable --now "$rest" ;;
        settled) rm -f -- "$state/owed/$rest" ;;
        kept) rm -rf -- "$state/undo/$rest" ;;
        *) : >"$words" && fail instruction "$kind" ;;
    esac
done
echo done
