using System.Net;
using Phoenix.Lab.AgentStandIn;
using Phoenix.Lab.PortainerStandIn;

namespace Phoenix.Lab.Tests.PortainerStandIn;

/// <summary>A server, an agent and an engine, each on a port or socket of its own, with a plain HTTP client to the server.</summary>
internal sealed class Rig : IAsyncDisposable
{
#pragma warning disable CA5359 // Server and agent make their own certificates here; trust in TLS has tests of its own.
    /// <summary>Takes any certificate.</summary>
    public static readonly System.Net.Security.RemoteCertificateValidationCallback AnyCertificate = (_, _, _, _) => true;
#pragma warning restore CA5359

    private readonly DirectoryInfo data = Directory.CreateTempSubdirectory("phx-standin-");
    private readonly HttpClient http = new(
        new SocketsHttpHandler
        {
            UseCookies = false,
            AllowAutoRedirect = false,
            SslOptions = { RemoteCertificateValidationCallback = AnyCertificate },
        }
    );

    private StandInServer? server;
    private AgentServer? agent;
    private int agentPort;

    private Rig(FakeDocker docker)
    {
        Docker = docker;
        docker.Projects = Compose.Projects;
        docker.LeftOver = Compose.LeftOver;
    }

    public FakeDocker Docker { get; }

    public FakeCompose Compose { get; } = new();

    public TimeProvider Time { get; init; } = TimeProvider.System;

    public string ServerSecret { get; set; } = "";

    public string AgentSecret { get; set; } = "";

    public string DataDirectory => data.FullName;

    public int Port => server!.Port;

    public int PlainPort => server!.PlainPort;

    public string AgentUrl => $"tcp://127.0.0.1:{agentPort}";

    public static async Task<Rig> StartAsync(TimeProvider? time = null, string serverSecret = "", string agentSecret = "")
    {
        var rig = new Rig(await FakeDocker.StartAsync())
        {
            Time = time ?? TimeProvider.System,
            ServerSecret = serverSecret,
            AgentSecret = agentSecret,
        };
        await rig.StartServerAsync();
        await rig.StartAgentAsync();
        return rig;
    }

    public async Task StartServerAsync()
    {
        var options = new StandInOptions
        {
            DataDirectory = data.FullName,
            Https = new IPEndPoint(IPAddress.Loopback, 0),
            Http = new IPEndPoint(IPAddress.Loopback, 0),
            AgentSecret = ServerSecret,
            LocalSocket = "unix://" + Docker.Socket,
        };
        server = await StandInServer.StartAsync(options, Compose, Time, CancellationToken.None);
    }

    public async Task StopServerAsync()
    {
        if (server is not null)
        {
            await server.DisposeAsync();
            server = null;
        }
    }

    public async Task StartAgentAsync()
    {
        var options = new AgentOptions
        {
            EndPoint = new IPEndPoint(IPAddress.Loopback, agentPort),
            Secret = AgentSecret,
            Socket = Docker.Socket,
        };
        agent = await AgentServer.StartAsync(options, Time, CancellationToken.None);
        agentPort = agent.Port;
    }

    public async Task StopAgentAsync()
    {
        if (agent is not null)
        {
            await agent.DisposeAsync();
            agent = null;
        }
    }

    public async Task<(int Status, string Body)> SendAsync(HttpRequestMessage request)
    {
        request.RequestUri = new Uri($"https://localhost:{Port}{request.RequestUri!.OriginalString}");
        using var response = await http.SendAsync(request);
        return ((int)response.StatusCode, await response.Content.ReadAsStringAsync());
    }

    public async ValueTask DisposeAsync()
    {
        await StopServerAsync();
        await StopAgentAsync();
        await Docker.DisposeAsync();
        http.Dispose();
        data.Delete(recursive: true);
    }
}
