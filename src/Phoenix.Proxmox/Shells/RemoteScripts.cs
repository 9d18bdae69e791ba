namespace Phoenix.Proxmox;

/// <summary>The constant scripts that remote shells run. What varies is always a positional parameter, never a part of the text.</summary>
internal static class RemoteScripts
{
    /// <summary>What the line with a process id begins with: start-up files of a shell may have written before it.</summary>
    public const string Mark = "phoenix-process ";

    /// <summary>Writes its own process id to standard error, in a line that begins with <see cref="Mark"/>, then becomes the command.</summary>
    public const string Announced = $"""echo "{Mark}$$" >&2; exec "$@" """;

    /// <summary>Ends a process with all its descendants. It is stopped first, so that it makes no more of them.</summary>
    public const string KillTree = """
        kill_tree() {
            kill -STOP "$1" 2>/dev/null
            for child in $(cat /proc/"$1"/task/*/children 2>/dev/null); do kill_tree "$child"; done
            kill -KILL "$1" 2>/dev/null
        }
        kill_tree "$1"
        """;

    /// <summary>
    /// Runs a command under the guest agent so that bytes survive: the agent's channel and the node take text only. The first parameter says where
    /// the input is: <c>none</c>, <c>inline</c> (base64 on standard input) or a directory of parts, which is removed. Output leaves as base64.
    /// </summary>
    public const string Agent = """
        from=$1
        shift
        exec 4>&1
        code=$( { {
            case $from in
                none) ( exec "$@" 3>&- 4>&- ) </dev/null ;;
                inline) base64 -d | ( exec "$@" 3>&- 4>&- ) ;;
                *) cat "$from"/part.* | ( exec "$@" 3>&- 4>&- ) ;;
            esac
            echo "$?" >&3
        } | base64 -w0 >&4 4>&- ; } 3>&1 )
        case $from in
            /run/phoenix-input-*) rm -rf -- "$from" ;;
        esac
        exit "${code:-126}"
        """;

    /// <summary>A command line that runs a constant script with parameters.</summary>
    public static string[] Sh(string script, params ReadOnlySpan<string> parameters) => ["/bin/sh", "-c", script, "sh", .. parameters];
}
