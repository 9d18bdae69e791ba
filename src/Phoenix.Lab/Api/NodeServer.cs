using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Phoenix.Lab.Api.Http;

namespace Phoenix.Lab.Api;

/// <summary>The web server of the node's API, with the limits and manners of the real one.</summary>
internal sealed class NodeServer : IAsyncDisposable
{
    private readonly WebApplication _application;

    private NodeServer(WebApplication application) => _application = application;

    /// <summary>The first address it listens on.</summary>
    public string Address =>
        _application.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()?.Addresses.FirstOrDefault() ?? "";

    /// <summary>Starts listening.</summary>
    public static async Task<NodeServer> StartAsync(
        NodeApiOptions options,
        NodeCertificate certificate,
        RequestPipeline pipeline,
        CancellationToken cancel
    )
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrelCore().UseKestrelHttpsConfiguration();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.KeepAliveTimeout = TimeSpan.FromSeconds(5);
            kestrel.Limits.RequestHeadersTimeout = TimeSpan.FromSeconds(10);
            kestrel.Limits.MaxRequestHeaderCount = 62;
            kestrel.Limits.MaxRequestLineSize = 64 * 1024;
            kestrel.Limits.MaxRequestBufferSize = null;
            // Bodies are limited where they are read, in the node's own words; uploads are not.
            kestrel.Limits.MaxRequestBodySize = null;
            foreach (var handle in options.ListenHandles)
            {
                kestrel.ListenHandle(handle, listen => Secure(listen, certificate));
            }
            foreach (var address in options.Listen)
            {
                kestrel.Listen(address, listen => Secure(listen, certificate));
            }
        });
        var application = builder.Build();
        application.Run(pipeline.ServeAsync);
        await application.StartAsync(cancel);
        return new NodeServer(application);
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(1));
        await _application.StopAsync(patience.Token);
        await _application.DisposeAsync();
    }

    private static void Secure(ListenOptions listen, NodeCertificate certificate)
    {
        listen.Protocols = HttpProtocols.Http1;
        listen.UseHttps(certificate.Certificate);
    }
}
