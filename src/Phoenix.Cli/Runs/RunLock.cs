using Phoenix.Cli.Invocations;
using Phoenix.Cli.Platforms;
using Phoenix.Cli.Terminal;
using Phoenix.Engine;
using Phoenix.Topology;

namespace Phoenix.Cli.Runs;

/// <summary>A platform's lock, as every command takes it that changes the platform or the lab beneath it.</summary>
internal static class RunLock
{
    /// <summary>Takes the lock, waiting for another run to end as long as <c>--lock-timeout</c> says.</summary>
    /// <exception cref="PhoenixException">Another run still holds it.</exception>
    public static Task<IDisposable> TakeAsync(Invocation invocation, string platform, string command)
    {
        var context = invocation.Context;
        return new LockPatience(invocation.LockTimeout, context.Time).TakeAsync(
            new FileRunLock(StatePaths.Of(context.StateRoot, platform).Lock, context.Time),
            new LockHolder(Environment.ProcessId, context.User, command, context.Time.GetUtcNow()),
            holder => invocation.Error.Write(Line.Of($"Waiting for another run to end: {holder}.", Tone.Faint)),
            invocation.Cancel
        );
    }
}
