using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.Time.Testing;
using Phoenix.Components.Certificates;
using Phoenix.Proxmox;
using Phoenix.Topology;

namespace Phoenix.Components.Tests.Certificates;

public sealed class StepCaClientTests
{
    private static readonly LeafRequest Leaf = new()
    {
        Guest = "nginx",
        Subject = "nginx.phoenix.internal",
        DnsNames = ["nginx.phoenix.internal"],
        Port = 443,
    };

    private readonly CaVault vault = new(new MemorySecretStore());
    private readonly FakeTimeProvider time = new(TestPlatform.Now) { AutoAdvanceAmount = TimeSpan.FromSeconds(1) };

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Ca_that_refuses_connections_for_long_cannot_be_reached()
    {
        await MakeAsync();
        var reach = new Closed();

        var signing = Client(reach).SignAsync("request", Leaf, TimeSpan.FromHours(24), Cancel);
        while (!signing.IsCompleted)
        {
            time.Advance(TimeSpan.FromMilliseconds(200));
            await Task.Delay(5, Cancel);
        }

        var error = await Should.ThrowAsync<PhoenixException>(() => signing);
        error.Code.ShouldBe(CertificateErrors.Unreachable);
        error.Remote!.ShouldContain("refused");
        reach.Asked.ShouldBeGreaterThan(5);
    }

    [Fact]
    public async Task Intermediate_at_its_end_signs_nothing()
    {
        await MakeAsync();
        time.Advance(CaCertificates.IntermediateLife);
        var reach = new Closed();

        var error = await Should.ThrowAsync<PhoenixException>(() =>
            Client(reach).SignAsync("request", Leaf, TimeSpan.FromHours(24), Cancel)
        );

        error.Code.ShouldBe(CertificateErrors.IntermediateEnds);
        reach.Asked.ShouldBe(0);
    }

    private async Task MakeAsync()
    {
        (await vault.MakeRootAsync(TestPlatform.Home, TestPlatform.Now, Cancel)).Dispose();
        (await vault.MakeIntermediateAsync(TestPlatform.Home, TestPlatform.Now, Cancel)).Dispose();
    }

    private StepCaClient Client(INetworkReach reach) => StepCaClient.For(TestPlatform.Home, reach, vault, time);

    private sealed class Closed : INetworkReach
    {
        public int Asked { get; private set; }

        public Task<Stream> ConnectAsync(IPEndPoint endpoint, CancellationToken cancel)
        {
            Asked++;
            throw new SocketException((int)SocketError.ConnectionRefused);
        }

        public Task<ReadOnlyMemory<byte>> QueryAsync(IPEndPoint endpoint, ReadOnlyMemory<byte> datagram, CancellationToken cancel) =>
            throw new NotSupportedException();
    }
}
