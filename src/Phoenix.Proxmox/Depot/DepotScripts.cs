namespace Phoenix.Proxmox.Depot;

/// <summary>The constant scripts that run in the guest. What varies is always a positional parameter.</summary>
internal static class DepotScripts
{
    /// <summary>Into a file beside the target, from standard input: target, length, sha256, owner, mode.</summary>
    public const string Stream =
        Begin
        + """
            cat > "$new"
            """
        + "\n"
        + Finish;

    /// <summary>
    /// Into a file beside the target, over HTTP: target, length, sha256, owner, mode, host, port, path. With bash alone, which every Debian has;
    /// curl and wget are in no base image. A transfer that breaks goes on where it was.
    /// </summary>
    public const string Fetch =
        Begin
        + """
            trap '' PIPE
            fetch() {
                exec 3<>"/dev/tcp/$6/$7" || return
                printf 'GET %s HTTP/1.1\r\nHost: %s\r\nRange: bytes=%s-\r\nConnection: close\r\n\r\n' "$8" "$6" "$have" >&3 || return
                IFS=' ' read -r _ status _ <&3 || status=nothing
                while IFS= read -r line <&3 && [ "$line" != $'\r' ]; do :; done
                case $status in
                    200|206) cat <&3 >> "$new" ;;
                    *) echo "the depot answered $status" >&2 ;;
                esac
            }
            for try in 1 2 3 4 5; do
                have=$(stat -c %s -- "$new")
                [ "$have" -lt "$2" ] || break
                [ "$try" -eq 1 ] || sleep 1
                fetch "$@" || :
                { exec 3>&-; } 2>/dev/null || :
            done
            """
        + "\n"
        + Finish;

    private const string Begin = """
        set -e
        umask 022
        mkdir -p -- "$(dirname -- "$1")"
        umask 077
        new=$(mktemp -- "$1.XXXXXXXX")
        trap 'rm -f -- "$new"' EXIT

        """;

    private const string Finish = """
        have=$(stat -c %s -- "$new")
        [ "$have" = "$2" ] || { echo "$have of $2 bytes arrived" >&2; exit 75; }
        sum=$(sha256sum < "$new")
        [ "${sum%% *}" = "$3" ] || { echo "its SHA-256 is ${sum%% *}" >&2; exit 75; }
        chown -- "$4" "$new"
        chmod -- "$5" "$new"
        mv -fT -- "$new" "$1"
        trap - EXIT
        """;
}
