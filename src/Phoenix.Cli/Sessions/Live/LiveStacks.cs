using System.Collections.Immutable;
using Phoenix.Components.Composition;

namespace Phoenix.Cli.Sessions.Live;

/// <summary>The stacks as Portainer and Docker see them.</summary>
internal static class LiveStacks
{
    /// <summary>Every declared stack.</summary>
    public static Task<ImmutableArray<StackStatus>> ReadAsync(PlatformContext context, CancellationToken cancel) =>
        Task.FromResult<ImmutableArray<StackStatus>>([]);

    /// <summary>The last lines of a stack's containers.</summary>
    public static Task<string> LogsAsync(PlatformContext context, string stack, int lines, CancellationToken cancel) => Task.FromResult("");
}
