using Phoenix.Topology;

namespace Phoenix.Proxmox;

/// <summary>Tells a command that ran out of its time from one that the user cancelled.</summary>
internal sealed class ShellTimeout : IDisposable
{
    private readonly CancellationTokenSource timeout;
    private readonly CancellationTokenSource either;
    private readonly CancellationToken cancel;

    public ShellTimeout(ShellCommand command, TimeProvider time, CancellationToken cancel)
    {
        this.cancel = cancel;
        timeout = new CancellationTokenSource(command.Timeout, time);
        either = CancellationTokenSource.CreateLinkedTokenSource(cancel, timeout.Token);
    }

    /// <summary>Ends with the command's time or the user's patience.</summary>
    public CancellationToken Token => either.Token;

    /// <summary>The command's own time ended it.</summary>
    public bool IsOver => timeout.IsCancellationRequested && !cancel.IsCancellationRequested;

    /// <summary>The error for that.</summary>
    public static PhoenixException Error(string machine, ShellCommand command, string remote) =>
        new(ShellErrors.TimedOut, $"{Shortened(command)} took longer than {command.Timeout.TotalSeconds:0.#} s")
        {
            Where = machine,
            Remote = remote.Length == 0 ? null : remote,
        };

    /// <summary>A command as errors show it: scripts are long.</summary>
    public static string Shortened(ShellCommand command)
    {
        var text = command.ToString().ReplaceLineEndings(" ");
        return text.Length <= 160 ? text : text[..160] + "...";
    }

    /// <inheritdoc />
    public void Dispose()
    {
        either.Dispose();
        timeout.Dispose();
    }
}
