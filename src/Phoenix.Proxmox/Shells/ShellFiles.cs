using Phoenix.Topology;

namespace Phoenix.Proxmox;

/// <summary>Files of a machine, read and written through its shell. Paths are positional parameters of constant scripts.</summary>
public static class ShellFiles
{
    /// <summary>What the scripts answer for a file that is not there; 66 is what sysexits.h calls "cannot open input".</summary>
    private const int Absent = 66;

    private const string Read = """test -e "$1" || exit 66; exec cat -- "$1" """;

    private const string Digest = """test -e "$1" || exit 66; sha256sum < "$1" """;

    // Made beside the target, because only within one file system is a rename one step; never readable by others before it has its owner.
    private const string Write = """
        set -e
        umask 077
        new=$(mktemp -- "$1.XXXXXXXX")
        trap 'rm -f -- "$new"' EXIT
        cat > "$new"
        chown -- "$2" "$new"
        chmod -- "$3" "$new"
        mv -fT -- "$new" "$1"
        trap - EXIT
        """;

    /// <summary>Runs a command that has to succeed.</summary>
    /// <exception cref="PhoenixException"><see cref="ShellErrors.CommandFailed"/> with what it wrote, when its exit code is not 0.</exception>
    public static async Task<ShellResult> RunToSuccessAsync(this IShell shell, ShellCommand command, CancellationToken cancel)
    {
        var result = await shell.RunAsync(command, cancel);
        return result.ExitCode == 0 ? result : throw Failed(shell, command, result);
    }

    /// <summary>A file's bytes; null when it is not there.</summary>
    /// <exception cref="PhoenixException">It is there and cannot be read.</exception>
    public static async Task<ReadOnlyMemory<byte>?> ReadBytesAsync(this IShell shell, string path, CancellationToken cancel) =>
        (await RunUnlessAbsentAsync(shell, ShellCommand.Of(RemoteScripts.Sh(Read, path)), cancel))?.Output;

    /// <summary>A file's text, UTF-8; null when it is not there.</summary>
    /// <exception cref="PhoenixException">It is there and cannot be read.</exception>
    public static async Task<string?> ReadTextAsync(this IShell shell, string path, CancellationToken cancel) =>
        (await RunUnlessAbsentAsync(shell, ShellCommand.Of(RemoteScripts.Sh(Read, path)), cancel))?.Text;

    /// <summary>A file's SHA-256, lower case hex; null when it is not there.</summary>
    /// <exception cref="PhoenixException">It is there and cannot be read.</exception>
    public static async Task<string?> DigestAsync(this IShell shell, string path, CancellationToken cancel) =>
        (await RunUnlessAbsentAsync(shell, ShellCommand.Of(RemoteScripts.Sh(Digest, path)), cancel))?.Text.Split(' ')[0];

    /// <summary>Writes a file so that every reader sees the old one or the new one, whole. Its directory must be there.</summary>
    /// <param name="shell">The machine.</param>
    /// <param name="path">The file.</param>
    /// <param name="content">Its bytes.</param>
    /// <param name="owner"><c>user:group</c>.</param>
    /// <param name="mode">Octal text, e.g. <c>0600</c>.</param>
    /// <param name="cancel">Ends the writing; the old file stays.</param>
    /// <exception cref="PhoenixException">It could not be written; the old file stays.</exception>
    public static Task WriteAtomicallyAsync(
        this IShell shell,
        string path,
        ReadOnlyMemory<byte> content,
        string owner,
        string mode,
        CancellationToken cancel
    ) => shell.RunToSuccessAsync(ShellCommand.Of(RemoteScripts.Sh(Write, path, owner, mode)) with { Input = content }, cancel);

    private static async Task<ShellResult?> RunUnlessAbsentAsync(IShell shell, ShellCommand command, CancellationToken cancel)
    {
        var result = await shell.RunAsync(command, cancel);
        return result.ExitCode switch
        {
            0 => result,
            Absent => null,
            _ => throw Failed(shell, command, result),
        };
    }

    private static PhoenixException Failed(IShell shell, ShellCommand command, ShellResult result) =>
        new(ShellErrors.CommandFailed, $"{ShellTimeout.Shortened(command)} ended with {result.ExitCode}")
        {
            Where = shell.Name,
            Remote = string.Join('\n', new[] { result.Error.Trim(), result.Text.Trim() }.Where(text => text.Length > 0)),
        };
}
