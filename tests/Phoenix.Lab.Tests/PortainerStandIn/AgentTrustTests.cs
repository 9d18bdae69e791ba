using System.Net;
using System.Text.Json.Nodes;
using Phoenix.Lab.AgentStandIn;
using Phoenix.Lab.PortainerStandIn.Engines;

namespace Phoenix.Lab.Tests.PortainerStandIn;

/// <summary>Whom an agent obeys, as recorded in c21 to c23 and c92 to c109.</summary>
public sealed class AgentTrustTests
{
    private const string Paired = "Agent already paired with another Portainer instance";

    [Theory]
    [InlineData("shared", "shared", true)]
    [InlineData("", "", true)]
    [InlineData("", "shared", false)]
    [InlineData("wrong", "shared", false)]
    [InlineData("shared", "", false)]
    public async Task Server_is_obeyed_when_both_have_the_secret(string server, string agent, bool obeyed)
    {
        await using var rig = await Rig.StartAsync(serverSecret: server, agentSecret: agent);

        var (status, body) = await AddAgentAsync(rig);

        status.ShouldBe(obeyed ? 200 : 500, body);
        if (!obeyed)
        {
            body.ShouldContain(Paired);
        }
    }

    [Fact]
    public async Task Agent_without_a_secret_belongs_to_the_first_key_until_it_restarts()
    {
        await using var docker = await FakeDocker.StartAsync();
        var options = new AgentOptions { EndPoint = new IPEndPoint(IPAddress.Loopback, 0), Socket = docker.Socket };
        await using var agent = await AgentServer.StartAsync(options, TimeProvider.System, CancellationToken.None);
        using var first = AgentKey.Fresh();
        using var second = AgentKey.Fresh();

        (await PingAsync(agent, first)).ShouldBe(HttpStatusCode.OK);
        (await PingAsync(agent, second)).ShouldBe(HttpStatusCode.Forbidden);
        await using var restarted = await AgentServer.StartAsync(options, TimeProvider.System, CancellationToken.None);
        (await PingAsync(restarted, second)).ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Unsigned_request_is_refused_but_the_agent_says_who_it_is()
    {
        await using var rig = await Rig.StartAsync();
        using var http = new HttpClient(
            new SocketsHttpHandler { SslOptions = { RemoteCertificateValidationCallback = Rig.AnyCertificate } }
        );
        var root = new Uri(rig.AgentUrl.Replace("tcp://", "https://"));

        using var ping = await http.GetAsync(new Uri(root, "ping"), TestContext.Current.CancellationToken);
        using var unsigned = await http.GetAsync(new Uri(root, "containers/json"), TestContext.Current.CancellationToken);

        ping.StatusCode.ShouldBe(HttpStatusCode.NoContent);
        ping.Headers.GetValues("Portainer-Agent").ShouldBe([AgentServer.Version]);
        unsigned.StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        (await unsigned.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).ShouldBe(
            """{"message":"Missing request signature headers","details":"Unauthorized"}"""
        );
    }

    private static async Task<HttpStatusCode> PingAsync(AgentServer agent, AgentKey key)
    {
        using var engine = DockerEngine.AtAgent($"tcp://127.0.0.1:{agent.Port}", key, "", skipVerify: true);
        using var response = await engine.GetAsync("_ping", TimeSpan.FromSeconds(5), TestContext.Current.CancellationToken);
        return response.StatusCode;
    }

    private static async Task<(int Status, string Body)> AddAgentAsync(Rig rig)
    {
        await rig.SendAsync(Post("/api/users/admin/init", """{"Username":"admin","Password":"password-of-admin"}"""));
        var (_, answer) = await rig.SendAsync(Post("/api/auth", """{"Username":"admin","Password":"password-of-admin"}"""));
        using var form = new MultipartFormDataContent
        {
            { new StringContent("agent"), "Name" },
            { new StringContent("2"), "EndpointCreationType" },
            { new StringContent(rig.AgentUrl), "URL" },
            { new StringContent("true"), "TLS" },
            { new StringContent("true"), "TLSSkipVerify" },
            { new StringContent("true"), "TLSSkipClientVerify" },
        };
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri("/api/endpoints", UriKind.Relative)) { Content = form };
        request.Headers.Add("Authorization", "Bearer " + (string)JsonNode.Parse(answer)!["jwt"]!);
        return await rig.SendAsync(request);
    }

    private static HttpRequestMessage Post(string path, string body) =>
        new(HttpMethod.Post, new Uri(path, UriKind.Relative)) { Content = new StringContent(body) };
}
