using Phoenix.Cli.Signals;
using Phoenix.Engine;

namespace Phoenix.Cli.Tests;

/// <summary>Signals that a test sends.</summary>
internal sealed class FakeSignals : ISignals, IDisposable
{
    private readonly CancellationTokenSource stop = new();
    private readonly CancellationTokenSource abort = new();

    public StopSignals Tokens => new(stop.Token, abort.Token);

    public int? ExitCode { get; private set; }

    public void Dispose()
    {
        stop.Dispose();
        abort.Dispose();
    }

    public void Send(int exitCode)
    {
        (stop.IsCancellationRequested ? abort : stop).Cancel();
        ExitCode ??= exitCode;
    }
}
