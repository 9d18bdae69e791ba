using System.Net;
using System.Net.Security;
using System.Security.Authentication;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Https;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Phoenix.Lab.PortainerStandIn;

/// <summary>A Kestrel that speaks as Portainer and its agent do: HTTP/1.1 only, bodies of any size and pace.</summary>
internal static class StandInHost
{
    /// <summary>An application that listens when started; <paramref name="http"/> may be null.</summary>
    public static WebApplication Build(IPEndPoint https, IPEndPoint? http, SslStreamCertificateContext certificate, RequestDelegate handle)
    {
        // An empty builder: the others look for settings in the working directory and watch all that is below it.
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.Logging.AddSimpleConsole(console => console.SingleLine = true).SetMinimumLevel(LogLevel.Warning);
        builder
            .WebHost.UseKestrelCore()
            .ConfigureKestrel(kestrel =>
            {
                kestrel.AddServerHeader = false;
                kestrel.Limits.MaxRequestBodySize = null;
                kestrel.Limits.MinRequestBodyDataRate = null;
                kestrel.Limits.MinResponseDataRate = null;
                kestrel.ConfigureEndpointDefaults(listen => listen.Protocols = HttpProtocols.Http1);
                kestrel.Listen(https, listen => listen.UseHttps(Tls(certificate)));
                if (http is not null)
                {
                    kestrel.Listen(http);
                }
            });
        var app = builder.Build();
        app.Run(handle);
        return app;
    }

    /// <summary>The port the first listener got.</summary>
    public static int PortOf(WebApplication app) =>
        new Uri(app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First()).Port;

    /// <summary>The port of the plain listener, which comes last.</summary>
    public static int PlainPortOf(WebApplication app) =>
        new Uri(app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Last()).Port;

    private static TlsHandshakeCallbackOptions Tls(SslStreamCertificateContext certificate) =>
        new()
        {
            OnConnection = _ =>
                ValueTask.FromResult(
                    new SslServerAuthenticationOptions
                    {
                        ServerCertificateContext = certificate,
                        EnabledSslProtocols = SslProtocols.Tls12 | SslProtocols.Tls13,
                        ApplicationProtocols = [SslApplicationProtocol.Http11],
                    }
                ),
        };
}
