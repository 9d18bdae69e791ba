using System.Collections.Immutable;

namespace Phoenix.Topology;

/// <summary>A compose project that Portainer deploys on a guest.</summary>
public sealed record Stack
{
    /// <summary>A variable that every stack has beside its own: the platform's name.</summary>
    public const string PlatformVariable = "PHOENIX_PLATFORM";

    /// <summary>The stack's name: lower case letters, digits, <c>-</c> and <c>_</c>, beginning with a letter or digit.</summary>
    public required string Name { get; init; }

    /// <summary>The name of the guest it runs on.</summary>
    public required string On { get; init; }

    /// <summary>Path of the compose file, as written, relative to <see cref="Platform.Directory"/>.</summary>
    public required string ComposePath { get; init; }

    /// <summary>The compose file's text, read when the platform was loaded.</summary>
    public required string ComposeText { get; init; }

    /// <summary>The environment, in the file's order.</summary>
    public ImmutableArray<EnvironmentVariable> Environment { get; init; } = [];

    /// <summary>Names of secrets delivered as environment variables of the same name.</summary>
    public ImmutableArray<string> Secrets { get; init; } = [];

    /// <summary>The services of the compose file, in its order.</summary>
    public ImmutableArray<ComposeService> Services { get; init; } = [];
}
