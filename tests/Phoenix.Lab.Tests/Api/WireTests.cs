using System.Diagnostics;
using System.Net;
using System.Text;

namespace Phoenix.Lab.Tests.Api;

/// <summary>The node's manners below its methods.</summary>
public sealed class WireTests
{
    [Fact]
    public async Task Chunked_body_is_refused()
    {
        await using var node = await LabNode.StartAsync();
        using var request = new HttpRequestMessage(HttpMethod.Put, "nodes/pve1/lxc/101/config");
        request.Content = new ByteArrayContent("memory=64"u8.ToArray());
        request.Headers.TransferEncodingChunked = true;
        using var response = await node.Client.SendAsync(request);
        response.StatusCode.ShouldBe(HttpStatusCode.NotImplemented);
        response.ReasonPhrase.ShouldBe("chunked transfer encoding not supported");
    }

    [Theory]
    [InlineData("GET")]
    [InlineData("DELETE")]
    public async Task Body_where_none_may_be_is_refused(string method)
    {
        await using var node = await LabNode.StartAsync();
        using var request = new HttpRequestMessage(new HttpMethod(method), "nodes/pve1/lxc/101") { Content = new StringContent("x=1") };
        using var response = await node.Client.SendAsync(request);
        response.ReasonPhrase.ShouldBe($"Unexpected content for method '{method}'");
    }

    [Fact]
    public async Task Body_of_more_than_512_KiB_is_refused()
    {
        await using var node = await LabNode.StartAsync();
        var answer = await node.PutAsync("nodes/pve1/lxc/101/config", ("description", new string('x', 600_000)));
        answer.Status.ShouldBe(501);
        answer.Reason.ShouldBe("for data too large");
    }

    [Fact]
    public async Task Refused_caller_waits_gets_nothing_and_loses_the_connection()
    {
        await using var node = await LabNode.StartAsync(static options => options with { RefusalDelay = TimeSpan.FromMilliseconds(400) });
        using var request = new HttpRequestMessage(HttpMethod.Get, "version");
        request.Headers.TryAddWithoutValidation("Authorization", $"PVEAPIToken={node.Api.Token}=00000000-0000-0000-0000-000000000000");
        using var stranger = new HttpClient(node.Handler, disposeHandler: false) { BaseAddress = node.Client.BaseAddress };
        var waited = Stopwatch.StartNew();
        using var response = await stranger.SendAsync(request);
        waited.Elapsed.ShouldBeGreaterThan(TimeSpan.FromMilliseconds(390));
        response.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        response.ReasonPhrase.ShouldBe("invalid token value!");
        response.Headers.ConnectionClose.ShouldBe(true);
        (await response.Content.ReadAsStringAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task Connection_carries_a_hundred_requests()
    {
        await using var node = await LabNode.StartAsync();
        for (var request = 1; request <= 100; request++)
        {
            using var response = await node.Client.GetAsync(new Uri("version", UriKind.Relative));
            (response.Headers.ConnectionClose ?? false).ShouldBe(request == 100);
        }
    }

    [Fact]
    public async Task Http2_is_not_spoken()
    {
        await using var node = await LabNode.StartAsync();
        using var request = new HttpRequestMessage(HttpMethod.Get, "version")
        {
            Version = HttpVersion.Version20,
            VersionPolicy = HttpVersionPolicy.RequestVersionOrLower,
        };
        using var response = await node.Client.SendAsync(request);
        response.Version.ShouldBe(HttpVersion.Version11);
    }

    [Fact]
    public async Task Certificate_names_the_node_and_has_the_published_fingerprint()
    {
        await using var node = await LabNode.StartAsync();
        using var client = new System.Net.Sockets.TcpClient();
        var address = new Uri(node.Api.Url);
        await client.ConnectAsync(address.Host, address.Port);
        System.Security.Cryptography.X509Certificates.X509Certificate2? seen = null;
#pragma warning disable MA0039, CA5359 // the test looks at the certificate itself
        await using var tls = new System.Net.Security.SslStream(
            client.GetStream(),
            leaveInnerStreamOpen: false,
            (_, certificate, _, _) =>
            {
                seen = System.Security.Cryptography.X509Certificates.X509CertificateLoader.LoadCertificate(certificate!.GetRawCertData());
                return true;
            }
        );
#pragma warning restore MA0039, CA5359
        await tls.AuthenticateAsClientAsync("pve1");
        seen!.Subject.ShouldBe("CN=pve1");
        seen.MatchesHostname("pve1").ShouldBeTrue();
        seen.GetCertHashString(System.Security.Cryptography.HashAlgorithmName.SHA256)
            .ShouldBe(node.Api.Fingerprint.Replace(":", "", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Query_wins_over_the_body()
    {
        await using var node = await LabNode.StartAsync();
        var answer = await node.PostAsync("pools?poolid=fromquery", ("poolid", "frombody"));
        answer.Status.ShouldBe(200, answer.Reason);
        (await node.GetAsync("pools")).Data![0]!["poolid"]!.GetValue<string>().ShouldBe("fromquery");
    }

    [Fact]
    public async Task Text_of_other_scripts_comes_back()
    {
        await using var node = await LabNode.StartAsync();
        await node.PostAsync("pools", ("poolid", "p"), ("comment", "größe ☃: 100% + \"q\""));
        var bytes = await node.Client.GetByteArrayAsync(new Uri("pools/p", UriKind.Relative));
        Encoding.UTF8.GetString(bytes).ShouldContain("größe ☃: 100% + \\\"q\\\"");
    }
}
