using System.ComponentModel;
using System.Text;
using CliWrap;
using Phoenix.Topology;

namespace Phoenix.Proxmox;

/// <summary>The shell of the machine that Phoenix runs on, when that is the Proxmox host itself.</summary>
/// <param name="name">What it is called in errors, e.g. <c>host pve</c>.</param>
/// <param name="time">The clock.</param>
public sealed class LocalHostShell(string name, TimeProvider time) : IHostShell
{
    /// <summary>What a shell answers when there is no such program.</summary>
    private const int NoSuchCommand = 127;

    /// <inheritdoc />
    public string Name => name;

    /// <inheritdoc />
    public async Task<ShellResult> RunAsync(ShellCommand command, CancellationToken cancel)
    {
        using var timeout = new ShellTimeout(command, time, cancel);
        using var output = new MemoryStream();
        using var error = new MemoryStream();
        var arguments = OwnSession.Of(command.Arguments);
        var process = Cli.Wrap(arguments[0])
            .WithArguments(arguments.Skip(1))
            .WithStandardInputPipe(PipeSource.FromBytes(command.Input))
            .WithStandardOutputPipe(PipeTarget.ToStream(output))
            .WithStandardErrorPipe(PipeTarget.ToStream(error))
            .WithValidation(CommandResultValidation.None);
        try
        {
            // Cancelling kills the process with its descendants.
            var result = await process.ExecuteAsync(timeout.Token);
            return new ShellResult(result.ExitCode, output.ToArray(), Encoding.UTF8.GetString(error.ToArray()));
        }
        catch (OperationCanceledException) when (timeout.IsOver)
        {
            throw ShellTimeout.Error(name, command, Encoding.UTF8.GetString(error.ToArray()));
        }
        catch (Win32Exception missing)
        {
            return new ShellResult(NoSuchCommand, ReadOnlyMemory<byte>.Empty, missing.Message);
        }
    }
}
