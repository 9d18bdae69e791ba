using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;

namespace Phoenix.Lab.PortainerStandIn.Engines;

/// <summary>A door on the loopback through which compose, a child process, talks to one environment's engine as long as one deploy lasts.</summary>
internal sealed class EngineTunnel : IAsyncDisposable
{
    private readonly WebApplication app;

    private EngineTunnel(WebApplication app, string host) => (this.app, DockerHost) = (app, host);

    /// <summary>What compose gets as <c>DOCKER_HOST</c>.</summary>
    public string DockerHost { get; }

    public static async Task<EngineTunnel> OpenAsync(DockerEngine engine, CancellationToken cancel)
    {
        // An empty builder: the others look for settings in the working directory and watch all that is below it.
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder
            .WebHost.UseKestrelCore()
            .ConfigureKestrel(kestrel =>
            {
                kestrel.AddServerHeader = false;
                kestrel.Limits.MaxRequestBodySize = null;
                kestrel.Limits.MinRequestBodyDataRate = null;
                kestrel.Limits.MinResponseDataRate = null;
                kestrel.Listen(IPAddress.Loopback, 0);
            });
        var door = builder.Build();
        door.Run(context => ForwardAsync(context, engine));
        await door.StartAsync(cancel);
        return new EngineTunnel(door, $"tcp://127.0.0.1:{StandInHost.PortOf(door)}");
    }

    public async ValueTask DisposeAsync()
    {
        await app.StopAsync(CancellationToken.None);
        await app.DisposeAsync();
    }

    private static Task ForwardAsync(HttpContext context, DockerEngine engine)
    {
        var path = EngineProxy.WithoutVersion(context.Request.Path.ToUriComponent().TrimStart('/'));
        return EngineProxy.ForwardAsync(context, engine, path + context.Request.QueryString.ToUriComponent(), status => status);
    }
}
