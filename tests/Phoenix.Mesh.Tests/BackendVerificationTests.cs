using System.Net;
using Microsoft.Extensions.Logging.Abstractions;
using Phoenix.Mesh.Configuration;
using Phoenix.Mesh.Routing;
using Yarp.ReverseProxy.Configuration;
using Yarp.ReverseProxy.Forwarder;

namespace Phoenix.Mesh.Tests;

/// <summary>A client to a backend lives as long as what it verifies stays the same.</summary>
public sealed class BackendVerificationTests : IDisposable
{
    private readonly string directory = Directory.CreateTempSubdirectory("phoenix-mesh-").FullName;
    private readonly MeshState state = new();

    private string Roots => Path.Combine(directory, "root.crt");

    [Fact]
    public void Client_is_kept_while_name_and_roots_stay()
    {
        using var loaded = Load();
        var metadata = Metadata();
        using var first = Client(null, null, metadata);

        loaded.Reload();

        using var second = Client(first, metadata, Metadata());
        second.ShouldBeSameAs(first);
    }

    [Theory]
    [InlineData("another.phoenix.internal", "# a root\n")]
    [InlineData("portainer.phoenix.internal", "# another root\n")]
    public void Another_name_or_other_roots_mean_another_client(string serverName, string roots)
    {
        using var loaded = Load();
        var metadata = Metadata();
        using var first = Client(null, null, metadata);

        Write(serverName, roots);
        loaded.Reload();

        using var second = Client(first, metadata, Metadata());
        second.ShouldNotBeSameAs(first);
    }

    [Fact]
    public void Backend_that_is_no_longer_verified_means_another_client()
    {
        using var loaded = Load();
        using var first = Client(null, null, Metadata());

        using var second = Client(first, Metadata(), null);

        second.ShouldNotBeSameAs(first);
    }

    public void Dispose()
    {
        state.Dispose();
        Directory.Delete(directory, recursive: true);
    }

    private DynamicDirectory Load()
    {
        Write("portainer.phoenix.internal", "# a root\n");
        var any = new IPEndPoint(IPAddress.Loopback, 0);
        return new DynamicDirectory(new StaticConfiguration(any, "websecure", [], any, directory), state, NullLogger.Instance);
    }

    private void Write(string serverName, string roots)
    {
        File.WriteAllText(Roots, roots);
        File.WriteAllText(
            Path.Combine(directory, "platform.yaml"),
            $$"""
            http:
              services:
                portainer: { loadBalancer: { servers: [ { url: "https://127.0.0.1:1" } ], serversTransport: portainer } }
              serversTransports:
                portainer: { serverName: "{{serverName}}", rootCAs: ["{{Roots}}"] }
            """
        );
    }

    private IReadOnlyDictionary<string, string>? Metadata() => state.GetConfig().Clusters.Single().Metadata;

    private HttpMessageInvoker Client(
        HttpMessageInvoker? old,
        IReadOnlyDictionary<string, string>? oldMetadata,
        IReadOnlyDictionary<string, string>? newMetadata
    ) =>
        new BackendClientFactory(state).CreateClient(
            new ForwarderHttpClientContext
            {
                ClusterId = "portainer",
                OldClient = old,
                OldConfig = HttpClientConfig.Empty,
                OldMetadata = oldMetadata,
                NewConfig = HttpClientConfig.Empty,
                NewMetadata = newMetadata,
            }
        );
}
