using Microsoft.Extensions.Primitives;
using Phoenix.Mesh.Configuration;
using Phoenix.Mesh.Tls;
using Yarp.ReverseProxy.Configuration;

namespace Phoenix.Mesh.Routing;

/// <summary>The configuration in force, swapped as a whole: a request sees the old one or the new one, never a mixture.</summary>
public sealed class MeshState : IProxyConfigProvider, IDisposable
{
    private volatile Snapshot snapshot = new(DynamicConfiguration.Empty, null);

    /// <summary>The dynamic configuration in force.</summary>
    public DynamicConfiguration Current => snapshot.Configuration;

    /// <summary>The certificate in force, or null while there is none.</summary>
    public ServedCertificate? Certificate => snapshot.Certificate;

    /// <inheritdoc />
    public IProxyConfig GetConfig() => snapshot;

    /// <summary>Puts a configuration in force.</summary>
    public void Replace(DynamicConfiguration configuration, ServedCertificate? certificate)
    {
        var old = Interlocked.Exchange(ref snapshot, new Snapshot(configuration, certificate));
        old.SignalChange();
    }

    /// <inheritdoc />
    public void Dispose() => snapshot.Dispose();

    private sealed class Snapshot : IProxyConfig, IDisposable
    {
        private readonly CancellationTokenSource changed = new();

        public Snapshot(DynamicConfiguration configuration, ServedCertificate? certificate)
        {
            Configuration = configuration;
            Certificate = certificate;
            Routes = RouteTable.Routes(configuration);
            Clusters = RouteTable.Clusters(configuration);
            ChangeToken = new CancellationChangeToken(changed.Token);
        }

        public DynamicConfiguration Configuration { get; }

        public ServedCertificate? Certificate { get; }

        public IReadOnlyList<RouteConfig> Routes { get; }

        public IReadOnlyList<ClusterConfig> Clusters { get; }

        public IChangeToken ChangeToken { get; }

        public void SignalChange() => changed.Cancel();

        public void Dispose() => changed.Dispose();
    }
}
