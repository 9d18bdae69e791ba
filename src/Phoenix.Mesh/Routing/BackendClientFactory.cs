using System.Net.Security;
using System.Security.Cryptography.X509Certificates;
using Phoenix.Mesh.Configuration;
using Yarp.ReverseProxy.Forwarder;

namespace Phoenix.Mesh.Routing;

/// <summary>Connections to backends: a TLS backend is verified against the transport's roots under the transport's name.</summary>
internal sealed class BackendClientFactory(MeshState state) : ForwarderHttpClientFactory
{
    /// <inheritdoc />
    protected override void ConfigureHandler(ForwarderHttpClientContext context, SocketsHttpHandler handler)
    {
        base.ConfigureHandler(context, handler);
        handler.ConnectTimeout = TimeSpan.FromSeconds(5);
        if (
            context.NewMetadata?.TryGetValue(RouteTable.TransportKey, out var name) == true
            && state.Current.Transports.TryGetValue(name, out var transport)
        )
        {
            handler.SslOptions = Verify(transport);
        }
    }

    /// <summary>How a backend is verified is fixed with its client: when the transport, its name or its roots change, a new one is made.</summary>
    protected override bool CanReuseOldClient(ForwarderHttpClientContext context) =>
        base.CanReuseOldClient(context) && IsSame(context, RouteTable.TransportKey) && IsSame(context, RouteTable.VerificationKey);

    private static bool IsSame(ForwarderHttpClientContext context, string key) =>
        context.OldMetadata?.GetValueOrDefault(key) == context.NewMetadata?.GetValueOrDefault(key);

    private static SslClientAuthenticationOptions Verify(TransportConfiguration transport)
    {
        var policy = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
        foreach (var file in transport.RootFiles)
        {
            policy.CustomTrustStore.ImportFromPemFile(file);
        }

        var options = new SslClientAuthenticationOptions { CertificateChainPolicy = policy };
        if (transport.ServerName is { } serverName)
        {
            options.TargetHost = serverName;
        }

        return options;
    }
}
