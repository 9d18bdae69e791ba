# Arguments: certificate, key, root, owner, mode of the key, unit ("" is none), and the command that has to succeed before the unit
# reads its files again (none: nothing has to).
# Standard input: the root in base64 on the first line, then the chain. Puts the new key and its certificate in place; a running unit
# reads them again ("reloaded"). When the check refuses the new ones, the old ones are put back. When it refused before as well, it is
# about something else: the new ones stay and are not read yet ("refused" and the check's words).
set -eu
umask 077
export LC_ALL=C
cert=$1 key=$2 root=$3 owner=$4 mode=$5 unit=$6
shift 6
IFS= read -r root_text
rm -rf -- "$cert.phoenix-new" "$root.phoenix-new"
cat >"$cert.phoenix-new"
printf '%s' "$root_text" | base64 -d >"$root.phoenix-new"
of_key=$(openssl pkey -in "$key.phoenix-new" -pubout)
of_cert=$(openssl x509 -in "$cert.phoenix-new" -noout -pubkey)
[ "$of_key" = "$of_cert" ] || { echo 'the certificate is not of the key that was made' >&2 && exit 1; }
chmod 0644 "$cert.phoenix-new" "$root.phoenix-new"
chmod "$mode" "$key.phoenix-new"
chown -h "$owner" "$cert.phoenix-new" "$key.phoenix-new"
chown -h root:root "$root.phoenix-new"
for path in "$root" "$key" "$cert"; do
    [ ! -d "$path" ] || [ -L "$path" ] || { echo "a directory stands at $path" >&2 && exit 1; }
done
running=
if [ -n "$unit" ] && systemctl is-active --quiet "$unit" >/dev/null; then running=yes; fi

set_aside() {
    for path in "$root" "$key" "$cert"; do
        rm -rf -- "$path.phoenix-old"
        if [ -e "$path" ] || [ -L "$path" ]; then cp -a -- "$path" "$path.phoenix-old"; fi
    done
}

put_back() {
    for path in "$root" "$key" "$cert"; do
        if [ -e "$path.phoenix-old" ] || [ -L "$path.phoenix-old" ]; then mv -fT -- "$path.phoenix-old" "$path"; else rm -f -- "$path"; fi
    done
}

# A unit that does not run reads whatever is there when it starts, after a check of its own.
[ -n "$running" ] || set --
was=ok
if [ $# -gt 0 ]; then
    "$@" </dev/null >/dev/null 2>&1 || was=refused
    set_aside
fi
mv -fT -- "$root.phoenix-new" "$root"
mv -fT -- "$key.phoenix-new" "$key"
mv -fT -- "$cert.phoenix-new" "$cert"
[ -n "$running" ] || exit 0
if [ $# -gt 0 ] && ! words=$("$@" </dev/null 2>&1); then
    if [ "$was" = ok ]; then
        put_back
        printf '%s\n' "$words" >&2
        exit 1
    fi
    rm -f -- "$root.phoenix-old" "$key.phoenix-old" "$cert.phoenix-old"
    printf 'refused\n%s\n' "$words"
    exit 0
fi
rm -f -- "$root.phoenix-old" "$key.phoenix-old" "$cert.phoenix-old"
systemctl reload-or-restart "$unit" >&2 || { journalctl --no-pager --quiet --output=cat --lines=20 --unit="$unit" >&2 && exit 1; }
echo reloaded
