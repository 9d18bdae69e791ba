using System.Collections.Immutable;
using System.ComponentModel;
using System.Diagnostics;
using System.Text;
using Phoenix.Proxmox;
using Phoenix.Topology;

namespace Phoenix.Lab.Host;

/// <summary>Runs commands on the machine, out of reach of a terminal's Ctrl-C. Cancelling ends the command with everything it started.</summary>
public static class Machine
{
    /// <summary>How long a finished command's streams may stay open: a service it left behind can hold them for ever.</summary>
    private static readonly TimeSpan Drain = TimeSpan.FromSeconds(2);

    /// <summary>Runs a command and keeps what it wrote.</summary>
    public static async Task<MachineResult> RunAsync(MachineCommand command, CancellationToken cancel)
    {
        using var output = new MemoryStream();
        using var error = new MemoryStream();
        var exit = await StreamAsync(command, new MemoryStream(command.Input.ToArray(), writable: false), output, error, cancel);
        return new MachineResult(exit, output.ToArray(), Encoding.UTF8.GetString(error.GetBuffer(), 0, (int)error.Length));
    }

    /// <summary>Runs a command that must succeed.</summary>
    /// <exception cref="PhoenixException">PHX6003 with the command's own words.</exception>
    public static async Task<MachineResult> MustAsync(MachineCommand command, string what, CancellationToken cancel) =>
        (await RunAsync(command, cancel)).OrThrow(command, what);

    /// <summary>Runs a command with the given streams, copied as bytes; returns its exit code (128 + signal when a signal ended it).</summary>
    public static async Task<int> StreamAsync(MachineCommand command, Stream input, Stream output, Stream error, CancellationToken cancel)
    {
        cancel.ThrowIfCancellationRequested();
        using var process = Start(command);
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        var feed = FeedAsync(input, process.StandardInput.BaseStream, ended.Token);
        var copies = Task.WhenAll(
            process.StandardOutput.BaseStream.CopyToAsync(output, ended.Token),
            process.StandardError.BaseStream.CopyToAsync(error, ended.Token)
        );
        try
        {
            await process.WaitForExitAsync(cancel);
            await Task.WhenAny(copies, Task.Delay(Drain, cancel));
            await ended.CancelAsync();
            await copies.ContinueWith(static _ => { }, CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
            await output.FlushAsync(CancellationToken.None);
            await error.FlushAsync(CancellationToken.None);
            return process.ExitCode;
        }
        catch (OperationCanceledException)
        {
            // lxc-attach dies without its command, so the whole tree is ended.
            process.Kill(entireProcessTree: true);
            throw;
        }
        finally
        {
            await ended.CancelAsync();
            await feed.WaitAsync(Drain, CancellationToken.None)
                .ContinueWith(static _ => { }, CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
        }
    }

    private static Process Start(MachineCommand command)
    {
        if (OwnSession.IsNeeded && !IsThere(command.Arguments[0]))
        {
            throw Missing(command, null);
        }

        var arguments = OwnSession.Of(command.Arguments);
        var start = new ProcessStartInfo(arguments[0])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = command.WorkingDirectory ?? "/",
            UseShellExecute = false,
        };
        foreach (var argument in arguments.AsSpan()[1..])
        {
            start.ArgumentList.Add(argument);
        }

        try
        {
            return Process.Start(start)!;
        }
        catch (Win32Exception missing)
        {
            throw Missing(command, missing);
        }
    }

    // setsid would say so only by an exit code that the command may have, too.
    internal static bool IsThere(string program) =>
        program.Contains('/', StringComparison.Ordinal)
            ? File.Exists(program)
            : (Environment.GetEnvironmentVariable("PATH") ?? "")
                .Split(':', StringSplitOptions.RemoveEmptyEntries)
                .Any(directory => File.Exists(Path.Combine(directory, program)));

    private static PhoenixException Missing(MachineCommand command, Exception? cause) =>
        new(LabErrors.ToolMissing, $"{command.Arguments[0]} cannot be run", cause)
        {
            Remote = cause?.Message ?? "No such file or directory",
        };

    private static async Task FeedAsync(Stream input, Stream standardInput, CancellationToken cancel)
    {
        try
        {
            await input.CopyToAsync(standardInput, cancel);
            await standardInput.FlushAsync(cancel);
        }
        catch (Exception broken) when (broken is IOException or OperationCanceledException or ObjectDisposedException)
        {
            // The command ended without reading all of its input; its exit code says what that means.
        }
        finally
        {
            try
            {
                await standardInput.DisposeAsync();
            }
            catch (IOException)
            {
                // As above: the pipe's other end is gone.
            }
        }
    }
}
