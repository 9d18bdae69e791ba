using System.Globalization;
using System.Net.Sockets;
using Phoenix.Topology;
using Renci.SshNet;
using Renci.SshNet.Common;

namespace Phoenix.Proxmox.Ssh;

/// <summary>Root's shell on a Proxmox host that Phoenix does not run on.</summary>
/// <param name="target">The host.</param>
/// <param name="time">The clock.</param>
public sealed class SshHostShell(SshTarget target, TimeProvider time) : IHostShell, IDisposable
{
    // sshd allows ten sessions on a connection; one is kept for ending a command.
    private const int Sessions = 8;

    private readonly SshConnection connection = new(target);
    private readonly SemaphoreSlim sessions = new(Sessions, Sessions);

    /// <inheritdoc />
    public string Name => $"host {target.Host}";

    /// <inheritdoc />
    public async Task<ShellResult> RunAsync(ShellCommand command, CancellationToken cancel)
    {
        await sessions.WaitAsync(cancel);
        try
        {
            var client = await connection.ClientAsync(cancel);
            using var timeout = new ShellTimeout(command, time, cancel);
            return await RunAsync(client, command, timeout, cancel);
        }
        catch (Exception error) when (IsBroken(error))
        {
            throw new PhoenixException(
                ShellErrors.ConnectionLost,
                $"the connection to {Name} broke during {ShellTimeout.Shortened(command)}",
                error
            )
            {
                Where = Name,
                Remote = error.Message,
            };
        }
        finally
        {
            sessions.Release();
        }
    }

    /// <inheritdoc />
    public void Dispose()
    {
        connection.Dispose();
        sessions.Dispose();
    }

    private async Task<ShellResult> RunAsync(SshClient client, ShellCommand command, ShellTimeout timeout, CancellationToken cancel)
    {
        // The process id comes first on standard error, marked, so that the command can be ended: SSH's own signals reach only some servers' commands.
        using var remote = client.CreateCommand(PosixQuoting.Line(RemoteScripts.Sh(RemoteScripts.Announced, [.. command.Arguments])));
        var ended = remote.ExecuteAsync(CancellationToken.None);
        try
        {
            await WriteInputAsync(remote, command.Input).WaitAsync(timeout.Token);
            await ended.WaitAsync(timeout.Token);
        }
        catch (OperationCanceledException)
        {
            var error = await EndAsync(client, remote, ended);
            throw timeout.IsOver ? ShellTimeout.Error(Name, command, error) : new OperationCanceledException(cancel);
        }

        // Read when it is all there: the library's streams block a thread while they wait, and many commands run at once.
        using var output = new MemoryStream();
        remote.OutputStream.CopyTo(output);
        return new ShellResult(ExitCode(remote), output.ToArray(), AnnouncedError.ReadAll(remote.ExtendedOutputStream).Text);
    }

    private static Task WriteInputAsync(SshCommand remote, ReadOnlyMemory<byte> input)
    {
        // Without input there is nothing to wait for, and a thread would only cost time.
        return input.IsEmpty ? Task.FromResult(Write()) : OnOwnThreadAsync(Write);

        bool Write()
        {
            try
            {
                using var stream = remote.CreateInputStream();
                stream.Write(input.Span);
            }
            catch (Exception error) when (IsBroken(error))
            {
                // The command ended without reading all of its input, as it may; its exit code tells the rest.
            }

            return true;
        }
    }

    private static bool IsBroken(Exception error) => error is SshException or IOException or SocketException or InvalidOperationException;

    private static Task<T> OnOwnThreadAsync<T>(Func<T> work) =>
        Task.Factory.StartNew(work, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);

    private static int ExitCode(SshCommand remote) =>
        remote.ExitStatus
        ?? (
            remote.ExitSignal is { } signal && Enum.TryParse<SshSignal>(signal, ignoreCase: true, out var number) ? 128 + (int)number : 255
        );

    /// <summary>Ends a running command with its descendants, and returns what it wrote to standard error.</summary>
    private static async Task<string> EndAsync(SshClient client, SshCommand remote, Task ended)
    {
        using var soon = new CancellationTokenSource(TimeSpan.FromSeconds(10));
        try
        {
            var process = await OnOwnThreadAsync(() => AnnouncedError.ReadProcess(remote.ExtendedOutputStream)).WaitAsync(soon.Token);
            if (process is { } id)
            {
                var line = PosixQuoting.Line(RemoteScripts.Sh(RemoteScripts.KillTree, id.ToString(CultureInfo.InvariantCulture)));
                using var kill = client.CreateCommand(line);
                await kill.ExecuteAsync(soon.Token);
            }

            await ended.WaitAsync(soon.Token);
            return AnnouncedError.ReadRest(remote.ExtendedOutputStream);
        }
        catch (Exception error) when (IsBroken(error) || error is OperationCanceledException)
        {
            // The host is gone, and the command's connection with it.
            return "";
        }
    }

    /// <summary>Signals by the names and numbers of Linux.</summary>
    private enum SshSignal
    {
        HUP = 1,
        INT = 2,
        QUIT = 3,
        ILL = 4,
        ABRT = 6,
        FPE = 8,
        KILL = 9,
        USR1 = 10,
        SEGV = 11,
        USR2 = 12,
        PIPE = 13,
        ALRM = 14,
        TERM = 15,
    }
}
