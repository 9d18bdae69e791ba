# Arguments: key, common name, names as openssl writes them (DNS:a,IP:b). Makes a key beside the old one and prints a signing request.
set -eu
umask 077
export LC_ALL=C
new=$1.phoenix-new
rm -rf -- "$new"
openssl genpkey -algorithm EC -pkeyopt ec_paramgen_curve:P-256 -out "$new"
openssl req -new -key "$new" -subj "/CN=$2" -addext "subjectAltName=$3"
