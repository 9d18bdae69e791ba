using Phoenix.Topology;

namespace Phoenix.Cli.Platforms;

/// <summary>The platform file has errors; they are data, shown together.</summary>
internal sealed class InvalidConfigurationException(PlatformResult result) : Exception("the platform file has errors")
{
    /// <summary>What was found.</summary>
    public PlatformResult Result { get; } = result;
}
