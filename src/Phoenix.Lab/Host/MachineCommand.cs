using System.Collections.Immutable;
using Phoenix.Topology;

namespace Phoenix.Lab.Host;

/// <summary>A command on the machine beneath the lab.</summary>
/// <param name="Arguments">The program and its arguments.</param>
public sealed record MachineCommand(ImmutableArray<string> Arguments)
{
    /// <summary>Standard input.</summary>
    public ReadOnlyMemory<byte> Input { get; init; }

    /// <summary>Where it runs; null: the current directory.</summary>
    public string? WorkingDirectory { get; init; }

    /// <summary>A command of these arguments.</summary>
    public static MachineCommand Of(params ReadOnlySpan<string> arguments) => new([.. arguments]);

    /// <inheritdoc />
    public override string ToString() => string.Join(' ', Arguments);
}

/// <summary>How a command on the machine ended.</summary>
public sealed record MachineResult(int ExitCode, byte[] Output, string Error)
{
    /// <summary>Standard output as UTF-8 text.</summary>
    public string Text => System.Text.Encoding.UTF8.GetString(Output);

    /// <summary>This result when the exit code is 0.</summary>
    /// <exception cref="PhoenixException">PHX6003 with the command's own words.</exception>
    public MachineResult OrThrow(MachineCommand command, string what) =>
        ExitCode == 0
            ? this
            : throw new PhoenixException(LabErrors.CommandFailed, $"{what}: {command.Arguments[0]} ended with {ExitCode}")
            {
                Remote = string.IsNullOrWhiteSpace(Error) ? Text.TrimEnd() : Error.TrimEnd(),
            };
}
