using Phoenix.Cli.Invocations;
using Phoenix.Cli.Sessions;
using Phoenix.Topology;

namespace Phoenix.Cli.Platforms;

/// <summary>A declared platform together with its open session.</summary>
internal sealed record OpenPlatform(Platform Platform, IPlatformSession Session) : IAsyncDisposable
{
    /// <summary>Loads the platform file and opens where it runs.</summary>
    /// <exception cref="InvalidConfigurationException">The file has errors.</exception>
    /// <exception cref="PhoenixException">The hypervisor cannot be used.</exception>
    public static async Task<OpenPlatform> LoadAsync(Invocation invocation, string? publish = null)
    {
        var platform = PlatformLoader.Load(invocation);
        return new OpenPlatform(
            platform,
            await invocation.Context.Sessions.OpenAsync(RequestFor(invocation, platform, publish), invocation.Cancel)
        );
    }

    /// <summary>The request that opens a platform.</summary>
    public static PlatformRequest RequestFor(Invocation invocation, Platform platform, string? publish) =>
        new(platform, invocation.Context.StateRoot) { Publish = publish, Parallelism = invocation.Parallelism };

    /// <inheritdoc />
    public ValueTask DisposeAsync() => Session.DisposeAsync();
}
