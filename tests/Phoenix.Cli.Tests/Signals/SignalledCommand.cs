using Phoenix.Cli.Entry;
using Phoenix.Cli.Signals;
using Phoenix.Engine;

namespace Phoenix.Cli.Tests;

/// <summary>A process of its own: the command line with real streams and real signals, and a fake world with one step that takes its time.</summary>
internal static class SignalledCommand
{
    /// <summary>Names the step: <see cref="EndsWhenStopped"/>, <see cref="EndsWhenAborted"/>, <see cref="NeverEnds"/>, <see cref="EndsByItself"/>.</summary>
    public const string Variable = "PHOENIX_TEST_STEP";

    public const string EndsWhenStopped = "stop";
    public const string EndsWhenAborted = "abort";
    public const string NeverEnds = "never";
    public const string EndsByItself = "itself";

    public static async Task<int> RunAsync(string step, string[] arguments)
    {
        using var signals = new PosixSignals();
        signals.TakeHangUp();
        var slow = new Thing("guest", "slow", "LXC 101") { OnApply = abort => StepAsync(step, signals.Tokens.Stop, abort) };
        var context = ProcessContext.Create(signals) with
        {
            Sessions = new FakeSessions { Resources = [slow, new Thing("guest", "next", "LXC 102", slow.Id)] },
        };
        return await CommandLine.RunAsync(arguments, context);
    }

    private static Task StepAsync(string step, CancellationToken stop, CancellationToken abort) =>
        step switch
        {
            EndsWhenStopped => Task.Delay(Timeout.Infinite, stop).ContinueWith(_ => { }, TaskScheduler.Default),
            EndsWhenAborted => Task.Delay(Timeout.Infinite, abort),
            NeverEnds => Task.Delay(Timeout.Infinite, CancellationToken.None),
            _ => Task.Delay(TimeSpan.FromSeconds(1), abort),
        };
}
