using System.Collections.Immutable;
using Phoenix.Engine;

namespace Phoenix.Cli.Views;

/// <summary>Where a run stands: what runs, since when and doing what, what waits for what. Follows from the events alone.</summary>
internal sealed record RunBoard
{
    /// <summary>What runs, in the order of its beginning.</summary>
    public ImmutableArray<Running> Now { get; init; } = [];

    /// <summary>What is still to come, in the order of the work, with what it depends on.</summary>
    public ImmutableArray<Waiting> Later { get; init; } = [];

    /// <summary>How many have ended.</summary>
    public int Ended { get; init; }

    /// <summary>How many there are.</summary>
    public int Total { get; init; }

    /// <summary>A resource that is being worked on.</summary>
    internal sealed record Running(ResourceId Resource, string Doing, DateTimeOffset Since);

    /// <summary>A resource whose turn has not come.</summary>
    internal sealed record Waiting(ResourceId Resource, ImmutableArray<ResourceId> For);

    /// <summary>The board at the beginning of a run.</summary>
    public static RunBoard For(IEnumerable<IResource> work)
    {
        ImmutableArray<Waiting> waiting = [.. work.Select(resource => new Waiting(resource.Id, resource.DependsOn))];
        return new RunBoard { Later = waiting, Total = waiting.Length };
    }

    /// <summary>The board after an event.</summary>
    public RunBoard After(RunEvent happened) =>
        happened switch
        {
            RunEvent.ResourceStarted start => this with
            {
                Now = Now.Add(new Running(start.Resource, Words.Doing(start.Change.Kind), start.At)),
                Later = Without(start.Resource),
            },
            RunEvent.ResourceProgress progress => this with
            {
                Now = [.. Now.Select(running => running.Resource == progress.Resource ? running with { Doing = progress.Doing } : running)],
            },
            RunEvent.ResourceDone done => Without(done.Resource, Later),
            RunEvent.ResourceUnchanged same => Without(same.Resource, Later),
            RunEvent.ResourceFailed failed => Without(failed.Resource, Later),
            // It has a row again when it is tried again.
            RunEvent.RemovalPostponed postponed => this with { Now = Now.RemoveAll(running => running.Resource == postponed.Resource) },
            RunEvent.ResourceSkipped skipped => Without(skipped.Resource, Later),
            _ => this,
        };

    private ImmutableArray<Waiting> Without(ResourceId id) => Later.RemoveAll(waiting => waiting.Resource == id);

    // A proof that fails at the end is of a resource that was never on the board.
    private RunBoard Without(ResourceId id, ImmutableArray<Waiting> before)
    {
        var known = before.Any(waiting => waiting.Resource == id) || Now.Any(running => running.Resource == id);
        return this with { Now = Now.RemoveAll(running => running.Resource == id), Later = Without(id), Ended = Ended + (known ? 1 : 0) };
    }
}
