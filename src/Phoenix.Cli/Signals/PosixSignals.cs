using System.Runtime.InteropServices;
using Phoenix.Cli.Invocations;
using Phoenix.Engine;

namespace Phoenix.Cli.Signals;

/// <summary>The signals of the process. The third one ends it on the spot.</summary>
internal sealed class PosixSignals : ISignals, IDisposable
{
    private readonly CancellationTokenSource stop = new();
    private readonly CancellationTokenSource abort = new();
    private readonly PosixSignalRegistration interrupt;
    private readonly PosixSignalRegistration terminate;
    private PosixSignalRegistration? hangUp;
    private int arrivals;

    /// <summary>Takes over Ctrl-C and SIGTERM.</summary>
    public PosixSignals()
    {
        Tokens = new StopSignals(stop.Token, abort.Token);
        interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, context => On(context, ExitCodes.Interrupted));
        terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, context => On(context, ExitCodes.Terminated));
    }

    /// <inheritdoc />
    public StopSignals Tokens { get; }

    /// <inheritdoc />
    public int? ExitCode { get; private set; }

    /// <summary>Takes over SIGHUP, too: a terminal that goes away ends a command as SIGTERM does. To a server it means something else.</summary>
    public void TakeHangUp() => hangUp ??= PosixSignalRegistration.Create(PosixSignal.SIGHUP, context => On(context, ExitCodes.HungUp));

    /// <inheritdoc />
    public void Dispose()
    {
        interrupt.Dispose();
        terminate.Dispose();
        hangUp?.Dispose();
        stop.Dispose();
        abort.Dispose();
    }

    private void On(PosixSignalContext context, int exitCode)
    {
        context.Cancel = true;
        ExitCode ??= exitCode;
        var arrival = Interlocked.Increment(ref arrivals);
        if (arrival > 2)
        {
            Environment.Exit(exitCode);
        }

        (arrival == 1 ? stop : abort).Cancel();
    }
}
