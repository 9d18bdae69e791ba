using Phoenix.Topology;

namespace Phoenix.Components.Tests;

/// <summary>Platforms that tests start from.</summary>
internal static class Platforms
{
    /// <summary>The built-in seed.</summary>
    public static Platform Seed { get; } = SeedPlatform.Read().Platform!;
}
