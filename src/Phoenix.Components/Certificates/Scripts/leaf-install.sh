# Arguments: certificate, key, root, owner, mode of the key, unit ("" is none).
# Standard input: the root in base64 on the first line, then the chain. Puts the new key and its certificate in place; a running unit reads them again.
set -eu
umask 077
export LC_ALL=C
cert=$1 key=$2 root=$3 owner=$4 mode=$5 unit=$6
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
mv -fT -- "$root.phoenix-new" "$root"
mv -fT -- "$key.phoenix-new" "$key"
mv -fT -- "$cert.phoenix-new" "$cert"
if [ -n "$unit" ] && systemctl is-active --quiet "$unit"; then
    systemctl reload-or-restart "$unit" || { journalctl --no-pager --quiet --output=cat --lines=20 --unit="$unit" >&2 && exit 1; }
    echo reloaded
fi
