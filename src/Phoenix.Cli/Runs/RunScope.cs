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
    private readonly string command;
    private readonly string platformName;
    private readonly FileJournal journal;
    private readonly EventSink journalOnly;
    private readonly IRunView view;
    private readonly CancellationTokenRegistration onStop;
    private readonly CancellationTokenRegistration onAbort;
    private IDisposable? held;
    private bool hasEnded;

    private RunScope(Invocation invocation, Platform platform, IRunView view, string command)
    {
        (this.invocation, this.command, this.view, platformName) = (invocation, command, view, platform.Name);
        var context = invocation.Context;
        journal = FileJournal.For(StatePaths.Of(context.StateRoot, platform.Name).Journal, command, context.Time);
        var observers = new IRunObserver[] { new Watch(this), new JournalObserver(journal, context.User) };
        journalOnly = new EventSink(context.Time, [.. observers]);
        Events = new EventSink(context.Time, [view, .. observers]);
        onStop = context.Signals.Tokens.Stop.Register(() =>
            Say("Stopping: what runs is finished, nothing new is begun. Once more ends it now.")
        );
        onAbort = context.Signals.Tokens.Abort.Register(() => Say("Ending what runs."));
    }

    /// <summary>Where the run's events go.</summary>
    public EventSink Events { get; }

    /// <summary>Takes the lock, waiting for another run to end as long as <c>--lock-timeout</c> says, and begins the journal.</summary>
    /// <exception cref="PhoenixException">Another run still holds the lock.</exception>
    public static async Task<RunScope> BeginAsync(Invocation invocation, Platform platform, IPlatformSession session, string command)
    {
        var scope = new RunScope(invocation, platform, ViewFor(invocation, platform, session), command);
        try
        {
            await scope.TakeLockAsync();
        }
        catch
        {
            // It never began, so it has no end to record.
            scope.hasEnded = true;
            await scope.DisposeAsync();
            throw;
        }

        scope.Events.Emit(new RunEvent.RunStarted(command, platform.Name));
        return scope;
    }

    /// <summary>Gives the lock back while a person is asked: that may take hours, and the host's renewals go on meanwhile.</summary>
    public void GiveLockBack()
    {
        held?.Dispose();
        held = null;
    }

    /// <summary>Takes the lock again; another run may have had it.</summary>
    /// <exception cref="PhoenixException">Another run still holds the lock.</exception>
    public async Task TakeLockAsync() => held = await RunLock.TakeAsync(invocation, platformName, command);

    /// <summary>Records what a run without a plan came to, in the journal alone: its command shows it itself.</summary>
    public void Record(RunResult result)
    {
        foreach (var outcome in result.Outcomes)
        {
            switch (outcome)
            {
                case Outcome.Done done:
                    journalOnly.Emit(new RunEvent.ResourceDone(done.Resource, done.Change, done.Proof, done.Duration));
                    break;
                case Outcome.Failed failed:
                    journalOnly.Emit(new RunEvent.ResourceFailed(failed.Resource, failed.Error, failed.Duration));
                    break;
            }
        }

        journalOnly.Emit(new RunEvent.RunEnded(result));
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        await onStop.DisposeAsync();
        await onAbort.DisposeAsync();
        await view.DisposeAsync();
        if (!hasEnded)
        {
            var signals = invocation.Context.Signals.Tokens;
            Record(RunResult.BeforeItsSteps(signals.IsStopping ? signals.Ending : RunEnding.Failed));
        }

        foreach (var broken in Events.Broken.Concat(journalOnly.Broken))
        {
            invocation.Error.Write(Line.Of("warning: ", Tone.Attention).With($"part of the run was not recorded: {broken.Message}"));
        }

        journal.Dispose();
        GiveLockBack();
    }

    private static IRunView ViewFor(Invocation invocation, Platform platform, IPlatformSession session)
    {
        var context = invocation.Context;
        var columns = ResourceColumns.For(session.Resources.Select(resource => resource.Id));
        return invocation.IsJson ? new JsonRunView(invocation.Json, platform.Name, session.Where)
            : invocation.IsLive ? new LiveRunView(invocation.Error, columns, context.Time)
            : new PlainRunView(invocation.Error, columns, context.Time.LocalTimeZone);
    }

    // Said on the thread of a signal, where an exception would end the process in the middle of a step.
    private void Say(string what)
    {
        if (held is null)
        {
            return;
        }

        try
        {
            view.Say(Line.Of(what, Tone.Attention));
        }
        catch (IOException) { }
    }

    private sealed class Watch(RunScope scope) : IRunObserver
    {
        public void On(RunEvent happened)
        {
            scope.hasEnded |= happened is RunEvent.RunEnded;
            scope.invocation.IsUntouched &= happened is not RunEvent.ResourceStarted;
        }
    }
}
