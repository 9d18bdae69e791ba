using Phoenix.Cli.Invocations;
using Phoenix.Cli.Platforms;
using Phoenix.Cli.Sessions;
using Phoenix.Cli.Terminal;
using Phoenix.Cli.Views;
using Phoenix.Engine;
using Phoenix.Topology;

namespace Phoenix.Cli.Runs;

/// <summary>What a changing run holds from its beginning to its end: the lock, the journal, the view.</summary>
internal sealed class RunScope : IAsyncDisposable
{
    private readonly Invocation invocation;
    private readonly IDisposable held;
    private readonly FileJournal journal;
    private readonly CancellationTokenRegistration onStop;
    private readonly CancellationTokenRegistration onAbort;

    private RunScope(Invocation invocation, IDisposable held, FileJournal journal, IRunView view)
    {
        this.invocation = invocation;
        this.held = held;
        this.journal = journal;
        View = view;
        var context = invocation.Context;
        Events = new EventSink(context.Time, view, new JournalObserver(journal, context.User));
        onStop = context.Signals.Tokens.Stop.Register(() =>
            view.Say(Line.Of("Stopping: what runs is finished, nothing new is begun. Once more ends it now.", Tone.Attention))
        );
        onAbort = context.Signals.Tokens.Abort.Register(() => view.Say(Line.Of("Ending what runs.", Tone.Attention)));
    }

    /// <summary>Where the run's events go.</summary>
    public EventSink Events { get; }

    /// <summary>The reader's view.</summary>
    public IRunView View { get; }

    /// <summary>Takes the lock, waiting for another run to end as long as <c>--lock-timeout</c> says, and begins the journal.</summary>
    /// <exception cref="PhoenixException">Another run still holds the lock.</exception>
    public static async Task<RunScope> BeginAsync(Invocation invocation, Platform platform, IPlatformSession session, string command)
    {
        var context = invocation.Context;
        var state = StatePaths.Of(context.StateRoot, platform.Name);
        var taken = await new LockPatience(invocation.LockTimeout, context.Time).TakeAsync(
            new FileRunLock(state.Lock, context.Time),
            new LockHolder(Environment.ProcessId, context.User, command, context.Time.GetUtcNow()),
            holder => invocation.Error.Write(Line.Of($"Waiting for another run to end: {holder}.", Tone.Faint)),
            invocation.Cancel
        );
        var scope = new RunScope(
            invocation,
            taken,
            FileJournal.For(state.Journal, command, context.Time),
            ViewFor(invocation, platform, session)
        );
        scope.Events.Emit(new RunEvent.RunStarted(command, platform.Name));
        return scope;
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        await onStop.DisposeAsync();
        await onAbort.DisposeAsync();
        await View.DisposeAsync();
        foreach (var broken in Events.Broken)
        {
            invocation.Error.Write(Line.Of("warning: ", Tone.Attention).With($"part of the run was not recorded: {broken.Message}"));
        }

        journal.Dispose();
        held.Dispose();
    }

    private static IRunView ViewFor(Invocation invocation, Platform platform, IPlatformSession session)
    {
        var context = invocation.Context;
        var columns = ResourceColumns.For(session.Resources.Select(resource => resource.Id));
        return invocation.IsJson ? new JsonRunView(invocation.Json, platform.Name, session.Where)
            : invocation.IsLive ? new LiveRunView(invocation.Error, columns, context.Terminal.Rows, context.Time)
            : new PlainRunView(invocation.Error, columns, context.Time.LocalTimeZone);
    }
}
