using System.Net.Security;
using System.Runtime.InteropServices;
using System.Security.Authentication;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Https;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Phoenix.Mesh.Api;
using Phoenix.Mesh.Configuration;
using Phoenix.Mesh.Routing;
using Yarp.ReverseProxy;
using Yarp.ReverseProxy.Configuration;
using Yarp.ReverseProxy.Forwarder;
using Yarp.ReverseProxy.Transforms;

namespace Phoenix.Mesh;

/// <summary>The built-in router: reads Traefik's files, answers Traefik's API, and routes with YARP.</summary>
public static class MeshServer
{
    /// <summary>Starts the router with a static configuration in Traefik's format.</summary>
    /// <param name="configuration">The static configuration.</param>
    /// <param name="output">Where the access log goes, when there is to be one.</param>
    /// <param name="time">The clock.</param>
    /// <param name="cancel">Cancels the start.</param>
    /// <exception cref="MeshConfigurationException">The static configuration cannot be used.</exception>
    public static async Task<RunningMesh> StartAsync(
        StaticConfiguration configuration,
        TextWriter output,
        TimeProvider time,
        CancellationToken cancel
    )
    {
        var state = new MeshState();
        // An empty builder: the others look for settings in the working directory and watch all that is below it.
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.Logging.AddSimpleConsole(console => console.SingleLine = true).SetMinimumLevel(LogLevel.Warning);
        builder.Logging.AddFilter("Phoenix", LogLevel.Information);
        builder.WebHost.UseKestrelCore().UseKestrelHttpsConfiguration();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = null;
            // The gateway limits slow clients; a slow upload that it lets through must not be cut here.
            kestrel.Limits.MinRequestBodyDataRate = null;
            kestrel.Limits.MinResponseDataRate = null;
            kestrel.Listen(configuration.Api);
            kestrel.Listen(configuration.Entry, listen => listen.UseHttps(Tls(state)));
        });
        builder.Services.AddRouting();
        builder.Services.AddSingleton<IProxyConfigProvider>(state);
        builder.Services.AddSingleton<IForwarderHttpClientFactory>(new BackendClientFactory(state));
        builder
            .Services.AddReverseProxy()
            .AddTransforms(transforms =>
            {
                transforms.AddOriginalHost(useOriginal: true);
                transforms.AddXForwarded(ForwardedTransformActions.Off);
                transforms.AddXForwardedFor(action: ForwardedTransformActions.Append);
            });

        var app = builder.Build();
        var log = app.Services.GetRequiredService<ILoggerFactory>().CreateLogger("Phoenix.Mesh");
        var directory = new DynamicDirectory(configuration, state, log);
        var api = new TraefikApi(state, app.Services.GetRequiredService<IProxyStateLookup>(), configuration, time.GetUtcNow());
        app.Use((context, next) => AnswerApiAsync(context, next, configuration, api));
        if (configuration.HasAccessLog)
        {
            app.Use(new AccessLog(output, configuration.EntryName, time).ObserveAsync);
        }

        app.Use((context, next) => GuardAsync(context, next, configuration));
        app.UseRouting();
        app.Use((context, next) => AllowAsync(context, next, state));
        app.MapReverseProxy();
        app.MapFallback(NotFoundAsync);
        await app.StartAsync(cancel);
        var hangup = PosixSignalRegistration.Create(
            PosixSignal.SIGHUP,
            signal =>
            {
                signal.Cancel = true;
                directory.Reload();
            }
        );
        return new RunningMesh(app, state, directory, hangup);
    }

    private static TlsHandshakeCallbackOptions Tls(MeshState state) =>
        new()
        {
            OnConnection = _ =>
                ValueTask.FromResult(
                    new SslServerAuthenticationOptions
                    {
                        ServerCertificateContext =
                            state.Certificate?.Context ?? throw new AuthenticationException("there is no certificate yet"),
                        EnabledSslProtocols = SslProtocols.Tls12 | SslProtocols.Tls13,
                        ApplicationProtocols = [SslApplicationProtocol.Http2, SslApplicationProtocol.Http11],
                    }
                ),
        };

    private static Task AnswerApiAsync(HttpContext context, RequestDelegate next, StaticConfiguration configuration, TraefikApi api)
    {
        if (context.Connection.LocalPort != configuration.Api.Port || !Equals(context.Connection.LocalIpAddress, configuration.Api.Address))
        {
            return next(context);
        }

        if (context.Request.Path == "/ping")
        {
            return context.Response.WriteAsync("OK", context.RequestAborted);
        }

        if (api.Answer(context.Request.Path.Value ?? "") is not { } answer)
        {
            return NotFoundAsync(context);
        }

        context.Response.ContentType = "application/json";
        return context.Response.WriteAsync(answer.ToJsonString(), context.RequestAborted);
    }

    // Only the gateway may say who the client was; from anybody else such headers are dropped.
    private static Task GuardAsync(HttpContext context, RequestDelegate next, StaticConfiguration configuration)
    {
        var client = context.Connection.RemoteIpAddress;
        if (
            client is null
            || !configuration.TrustedAddresses.Any(network => network.Contains(client.IsIPv4MappedToIPv6 ? client.MapToIPv4() : client))
        )
        {
            foreach (var header in ForwardedHeaders.All)
            {
                context.Request.Headers.Remove(header);
            }
        }

        return next(context);
    }

    private static Task AllowAsync(HttpContext context, RequestDelegate next, MeshState state)
    {
        var name = context.GetEndpoint()?.Metadata.GetMetadata<Yarp.ReverseProxy.Model.RouteModel>()?.Config.RouteId;
        var client = context.Connection.RemoteIpAddress;
        if (name is null || client is null || !state.Current.Routers.TryGetValue(name, out var router))
        {
            return next(context);
        }

        var address = client.IsIPv4MappedToIPv6 ? client.MapToIPv4() : client;
        var allowed = router.Middlewares.All(list => state.Current.AllowLists[list].Any(network => network.Contains(address)));
        if (allowed)
        {
            return next(context);
        }

        context.Response.StatusCode = StatusCodes.Status403Forbidden;
        return context.Response.WriteAsync("Forbidden", context.RequestAborted);
    }

    private static Task NotFoundAsync(HttpContext context)
    {
        context.Response.StatusCode = StatusCodes.Status404NotFound;
        context.Response.ContentType = "text/plain; charset=utf-8";
        return context.Response.WriteAsync("404 page not found\n", context.RequestAborted);
    }
}
