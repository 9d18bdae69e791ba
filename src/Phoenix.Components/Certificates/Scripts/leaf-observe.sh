# Arguments: certificate, key, root, unit ("" is none). Prints what is there; reads only. Nothing there is nothing printed but "end".
set -u
export LC_ALL=C
cert=$1 key=$2 root=$3 unit=$4
if [ -f "$cert" ]; then
    printf 'chain %s\n' "$(base64 -w0 -- "$cert")"
    printf 'access %s\n' "$(stat -c '%U:%G %04a' -- "$cert")"
    if [ -f "$key" ]; then
        printf 'key %s\n' "$(stat -c '%U:%G %04a' -- "$key")"
        of_key=$(openssl pkey -in "$key" -pubout 2>/dev/null) && of_cert=$(openssl x509 -in "$cert" -noout -pubkey 2>/dev/null) &&
            [ "$of_key" = "$of_cert" ] && echo matches
    fi
    if [ -f "$root" ]; then
        printf 'root %s\n' "$(base64 -w0 -- "$root")"
        printf 'root-access %s\n' "$(stat -c '%U:%G %04a' -- "$root")"
    fi
    [ -z "$unit" ] || printf 'unit %s\n' "$(systemctl is-active "$unit" 2>/dev/null)"
fi
echo end
