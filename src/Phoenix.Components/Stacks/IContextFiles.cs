using System.Collections.Immutable;
using Phoenix.Topology;

namespace Phoenix.Components.Stacks;

/// <summary>Where the files of build contexts come from.</summary>
public interface IContextFiles
{
    /// <summary>All that lies in a section's context and is not ignored, the Dockerfile in any case; empty when the directory is not there.</summary>
    /// <exception cref="PhoenixException">Something in it cannot be sent.</exception>
    Task<ImmutableArray<ContextFile>> ReadAsync(BuildSection section, CancellationToken cancel);
}

/// <summary>The usual sources of context files.</summary>
public static class ContextFiles
{
    /// <summary>Those beside the platform's file, or those of the seed when there is none.</summary>
    public static IContextFiles Of(Platform platform) =>
        platform.Directory.Length > 0 ? new DirectoryContextFiles(platform.Directory) : new EmbeddedContextFiles(SeedPlatform.Files);
}
