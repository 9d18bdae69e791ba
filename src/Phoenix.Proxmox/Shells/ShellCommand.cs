using System.Collections.Immutable;

namespace Phoenix.Proxmox;

/// <summary>A command as an argument vector; never a string that a shell would take apart.</summary>
/// <param name="Arguments">The program and its arguments.</param>
public sealed record ShellCommand(ImmutableArray<string> Arguments)
{
    /// <summary>Bytes for standard input. A shell that has a limit (guest agent: 64 KiB) carries more in another way, unseen by the caller.</summary>
    public ReadOnlyMemory<byte> Input { get; init; }

    /// <summary>How long the command may take.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromMinutes(2);

    /// <summary>A command of these arguments.</summary>
    public static ShellCommand Of(params ReadOnlySpan<string> arguments) => new([.. arguments]);

    /// <summary>Printable, for errors and logs; input is not part of it.</summary>
    public override string ToString() => string.Join(' ', Arguments);
}
