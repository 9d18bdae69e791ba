# Sourced: installs the Debian packages of packages.txt that are missing. Everything is said on standard error.

missing_packages() {
  # dpkg-query prints one line for each known package; unknown ones are missing, too.
  local wanted installed
  wanted=$(awk '!/^#/ && NF { print $1 }' "$root/packages.txt" | sort -u)
  installed=$(dpkg-query -W -f '${db:Status-Status} ${Package}\n' $wanted 2>/dev/null | awk '$1 == "installed" { print $2 }' | sort -u)
  comm -23 <(printf '%s\n' "$wanted") <(printf '%s\n' "$installed")
}

ensure_packages() {
  local seen="$root/artifacts/packages.seen" missing
  [ -e "$seen" ] && [ ! "$root/packages.txt" -nt "$seen" ] && return 0
  command -v dpkg-query >/dev/null || return 0
  missing=$(missing_packages | tr '\n' ' ')
  if [ -n "${missing// /}" ]; then
    ensure_missing $missing || return 1
  fi
  mkdir -p "$root/artifacts" && touch "$seen"
}

ensure_missing() {
  local missing="$*"
  if [ "$(id -u)" -ne 0 ]; then
    say "Phoenix needs these Debian packages: $missing"
    say "Install them as root: apt-get install --no-install-recommends $missing"
    return 1
  fi
  say "Installing Debian packages that Phoenix needs (packages.txt says why): $missing"
  install_packages "$@"
}

install_packages() {
  local log="$root/artifacts/packages.log"
  mkdir -p "$root/artifacts"
  # Phoenix uses the programs; the bridge and the daemons that come with some packages are not wanted on this machine.
  local policy=/usr/sbin/policy-rc.d
  if [ ! -e "$policy" ]; then
    trap 'rm -f /usr/sbin/policy-rc.d' EXIT
    printf '#!/bin/sh\nexit 101\n' >"$policy"
    chmod 755 "$policy"
  fi
  export DEBIAN_FRONTEND=noninteractive
  local outcome=0
  apt-get install -y --no-install-recommends "$@" >"$log" 2>&1 ||
    { apt-get update >>"$log" 2>&1 && apt-get install -y --no-install-recommends "$@" >>"$log" 2>&1; } || outcome=$?
  if [ -n "$(trap -p EXIT)" ]; then
    rm -f "$policy"
    trap - EXIT
  fi
  if [ "$outcome" -ne 0 ]; then
    tail -n 15 "$log" >&2
    say "The packages could not be installed; the whole log is $log"
    return 1
  fi
  case " $* " in
    *" lxc "*)
      if [ -d /run/systemd/system ]; then
        systemctl disable --quiet lxc-net.service lxc.service lxc-monitord.service 2>/dev/null || true
      fi
      ;;
  esac
}
