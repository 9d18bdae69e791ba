# Sourced: publishes the Native AOT binary to artifacts/phoenix when the sources are not those it was made from.

sdk_is_here() {
  command -v dotnet >/dev/null && dotnet --list-sdks 2>/dev/null | grep -q '^10\.'
}

explain_sdk() {
  say "Phoenix is built with the .NET 10 SDK, which is not here."
  if command -v dotnet >/dev/null; then
    say "Found instead: $(dotnet --list-sdks 2>/dev/null | awk '{ print $1 }' | tr '\n' ' ')"
  fi
  say "Get it in one of these ways, then run the same command again:"
  say "  curl -fsSL https://dot.net/v1/dotnet-install.sh | bash -s -- --channel 10.0   (then: export PATH=\"\$HOME/.dotnet:\$PATH\")"
  say "  https://learn.microsoft.com/dotnet/core/install/linux-debian                  (Microsoft's Debian packages)"
}

# The quick look: nothing was touched since the last time the contents were compared. Directories count, too: a removal touches them.
nothing_was_touched() {
  local stamp="$root/artifacts/phoenix.sources"
  [ -x "$root/artifacts/phoenix" ] && [ -e "$stamp" ] &&
    [ -z "$(find "$root/src" "$root/Directory.Build.props" "$root/Directory.Build.targets" "$root/Directory.Packages.props" "$root/global.json" \
      \( -name bin -o -name obj \) -prune -o -newer "$stamp" -not -name packages.lock.json -print -quit)" ]
}

# By content, so that a checkout that only touches times builds nothing. Lock files follow from the rest, and a restore may touch them.
sources_digest() {
  {
    find "$root/src" -type f -not -path '*/bin/*' -not -path '*/obj/*' -not -name packages.lock.json -print0
    find "$root" -maxdepth 1 -type f \( -name 'Directory.*' -o -name global.json -o -name BannedSymbols.txt -o -name .editorconfig \) -print0
  } | sort -z | xargs -0 sha256sum | sed "s|$root/||" | sha256sum | cut -d ' ' -f 1
}

binary_is_current() {
  [ -x "$root/artifacts/phoenix" ] && [ "$(cat "$root/artifacts/phoenix.sources" 2>/dev/null)" = "$1" ]
}

ensure_binary() {
  nothing_was_touched && return 0
  local digest
  mkdir -p "$root/artifacts"
  # What is edited from here on, while it is compared or built, is newer than this mark.
  local mark="$root/artifacts/looked.$$"
  touch "$mark"
  digest=$(sources_digest)
  if binary_is_current "$digest"; then
    touch -r "$mark" "$root/artifacts/phoenix.sources"
    rm -f "$mark"
    return 0
  fi
  sdk_is_here || { rm -f "$mark"; explain_sdk; return 1; }
  # Two shells may come at once; the second finds the work done.
  exec 9>"$root/artifacts/build.lock"
  flock 9
  local outcome=0
  binary_is_current "$digest" || publish "$digest" || outcome=1
  [ "$outcome" -ne 0 ] || touch -r "$mark" "$root/artifacts/phoenix.sources"
  rm -f "$mark"
  exec 9>&-
  return "$outcome"
}

publish() {
  local log="$root/artifacts/build.log" runtime began=$SECONDS
  case "$(uname -m)" in
    x86_64) runtime=linux-x64 ;;
    aarch64) runtime=linux-arm64 ;;
    *) say "Phoenix is built for x86_64 and aarch64, not for $(uname -m)."; return 1 ;;
  esac
  say "Building Phoenix from its sources; this takes a minute or two, and only when they changed."
  export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1 DOTNET_SKIP_FIRST_TIME_EXPERIENCE=1
  # No build server is left behind on a machine that is to be as it was.
  if ! dotnet publish "$root/src/Phoenix.Cli" -c Release -r "$runtime" -o "$root/artifacts/publish" \
    -nodeReuse:false -p:UseSharedCompilation=false -v quiet >"$log" 2>&1; then
    grep -E 'error|warning' "$log" | sort -u | head -n 20 >&2
    say "The build failed; the whole log is $log"
    return 1
  fi
  # Renamed into place: a running lab keeps the binary it was started with.
  cp "$root/artifacts/publish/phoenix" "$root/artifacts/phoenix.new"
  mv -f "$root/artifacts/phoenix.new" "$root/artifacts/phoenix"
  printf '%s\n' "$1" >"$root/artifacts/phoenix.sources"
  say "Built in $((SECONDS - began)) s."
}
