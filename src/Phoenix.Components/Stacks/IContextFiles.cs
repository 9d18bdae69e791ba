using System.Collections.Immutable;
using Phoenix.Topology;

namespace Phoenix.Components.Stacks;

/// <summary>Where the files of build contexts come from.</summary>
public interface IContextFiles
{
    /// <summary>All files below a directory, given relative to the platform's; empty when it is not there.</summary>
    Task<ImmutableArray<ContextFile>> ReadAsync(string directory, CancellationToken cancel);
}

/// <summary>The usual sources of context files.</summary>
public static class ContextFiles
{
    /// <summary>Those beside the platform's file, or those of the seed when there is none.</summary>
    public static IContextFiles Of(Platform platform) =>
        platform.Directory.Length > 0 ? new DirectoryContextFiles(platform.Directory) : new EmbeddedContextFiles(SeedPlatform.Files);
}
