using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Phoenix.Components.Certificates;
using Phoenix.Components.Composition;
using Phoenix.Components.Portainer;
using Phoenix.Components.Programs;
using Phoenix.Components.Stacks;
using Phoenix.Lab.AgentStandIn;
using Phoenix.Lab.PortainerStandIn;
using Phoenix.Lab.PortainerStandIn.Compose;
using Phoenix.Proxmox;
using Phoenix.Topology;

namespace Phoenix.Lab.Tests.PortainerStandIn;

/// <summary>The seed platform on loopback addresses of its own: stand-ins for Portainer and its agent with a certificate of the platform, and the resources that work on them.</summary>
internal sealed class PlatformRig : INetworkReach, IAsyncDisposable
{
    private static int next = Random.Shared.Next(2, 200);

    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("phx-platform-");
    private StandInServer? server;
    private AgentServer? agent;

    private readonly string? realSocket;

    private PlatformRig(FakeDocker docker, string? realSocket, string? baseArchive)
    {
        Docker = docker;
        this.realSocket = realSocket;
        BaseArchive = baseArchive ?? Path.Combine(folder.FullName, "base.tar");
        docker.Projects = Compose.Projects;
        docker.LeftOver = Compose.LeftOver;
        var subnet = $"127.{Random.Shared.Next(2, 250)}.{Interlocked.Increment(ref next) % 250}";
        var seed = SeedPlatform.Read().Platform!;
        Platform = seed with
        {
            Guests = [.. seed.Guests.Select(guest => guest with { Address = IPAddress.Parse($"{subnet}.{guest.Id % 100 + 10}") })],
        };
        Context = new PlatformContext
        {
            Platform = Platform,
            Api = null!,
            Delivery = _ => null!,
            StackFiles = ContextFiles.Of(Platform),
            Host = null!,
            Guest = _ => null!,
            Secrets = Secrets,
            Programs = new NoPrograms(),
            Reach = this,
            Time = TimeProvider.System,
        };
        Access = new PortainerAccess(Context);
    }

    public Platform Platform { get; }

    public FakeDocker Docker { get; }

    public FakeCompose Compose { get; } = new();

    public MemorySecretStore Secrets { get; } = new();

    public PlatformContext Context { get; }

    public PortainerAccess Access { get; }

    /// <summary>A tar archive that stands for the lab's Debian base.</summary>
    public string BaseArchive { get; }

    public StackContext Stacks(Platform? platform = null) =>
        new(
            Context with
            {
                Platform = platform ?? Platform,
            },
            Access,
            ContextFiles.Of(Platform),
            new ImageSources([
                new RootFileSystemImage("debian:13-slim", "the lab's Debian base", _ => Task.FromResult<string?>(BaseArchive)),
            ])
        );

    /// <summary>The rig on the fake engine and the fake compose, or on a real engine with real compose.</summary>
    public static async Task<PlatformRig> StartAsync(string? realSocket = null, string? baseArchive = null)
    {
        var rig = new PlatformRig(await FakeDocker.StartAsync(), realSocket, baseArchive);
        if (baseArchive is null)
        {
            await File.WriteAllTextAsync(rig.BaseArchive, "a root file system");
        }

        await rig.Secrets.StoreAsync(PortainerSecrets.AdministratorPassword, new Secret("password-of-admin"), CancellationToken.None);
        await rig.CertifyAsync();
        return rig;
    }

    public async Task StartStandInsAsync()
    {
        var options = new StandInOptions
        {
            DataDirectory = Path.Combine(folder.FullName, "data"),
            Https = new IPEndPoint(Platform.ControlPlane.Address, PlatformPorts.ControlPlane),
            Http = null,
            CertificateFile = Path.Combine(folder.FullName, "portainer.crt"),
            KeyFile = Path.Combine(folder.FullName, "portainer.key"),
            AgentSecret = "shared",
        };
        ICompose compose = realSocket is null ? Compose : new ComposeProgram(options.ComposeProgram, folder.FullName);
        server = await StandInServer.StartAsync(options, compose, TimeProvider.System, CancellationToken.None);
        await StartAgentAsync();
    }

    /// <summary>As somebody does it in Portainer's own pages, which Phoenix never asks for.</summary>
    public async Task SwitchTlsOffAsync(int environmentId)
    {
        var key = (await Secrets.FindAsync(PortainerSecrets.ApiKey, CancellationToken.None))!.Reveal();
        using var http = new HttpClient(
            new SocketsHttpHandler { SslOptions = { RemoteCertificateValidationCallback = Rig.AnyCertificate } }
        );
        using var request = new HttpRequestMessage(
            HttpMethod.Put,
            $"https://{Platform.ControlPlane.Address}:{PlatformPorts.ControlPlane}/api/endpoints/{environmentId}"
        )
        {
            Content = new StringContent("""{"TLS":false}"""),
            Headers = { { "X-API-Key", key } },
        };
        (await http.SendAsync(request)).EnsureSuccessStatusCode();
    }

    public async Task StartAgentAsync() =>
        agent = await AgentServer.StartAsync(
            new AgentOptions
            {
                EndPoint = new IPEndPoint(Platform.DockerHosts[0].Address, PlatformPorts.Agent),
                Secret = "shared",
                Socket = realSocket ?? Docker.Socket,
            },
            TimeProvider.System,
            CancellationToken.None
        );

    public async Task StopAgentAsync()
    {
        if (agent is not null)
        {
            await agent.DisposeAsync();
            agent = null;
        }
    }

    public async Task<Stream> ConnectAsync(IPEndPoint endpoint, CancellationToken cancel)
    {
        var client = new TcpClient();
        await client.ConnectAsync(endpoint, cancel);
        return client.GetStream();
    }

    public Task<ReadOnlyMemory<byte>> QueryAsync(IPEndPoint endpoint, ReadOnlyMemory<byte> datagram, CancellationToken cancel) =>
        throw new NotSupportedException();

    public async ValueTask DisposeAsync()
    {
        Access.Dispose();
        if (server is not null)
        {
            await server.DisposeAsync();
        }

        await StopAgentAsync();
        await Docker.DisposeAsync();
        folder.Delete(recursive: true);
    }

    // A leaf of the platform's root, as the certificates' resource would install it.
    private async Task CertifyAsync()
    {
        using var root = await new CaVault(Secrets).MakeRootAsync(Platform, DateTimeOffset.UtcNow, CancellationToken.None);
        var pem = (await Secrets.FindAsync(CaVault.RootName, CancellationToken.None))!.Reveal();
        using var signer = X509Certificate2.CreateFromPem(pem, pem);
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=portainer", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName(Platform.NameOf("portainer"));
        request.CertificateExtensions.Add(names.Build());
        using var leaf = request.Create(signer, DateTimeOffset.UtcNow.AddMinutes(-1), DateTimeOffset.UtcNow.AddHours(1), [7]);
        await File.WriteAllTextAsync(Path.Combine(folder.FullName, "portainer.crt"), leaf.ExportCertificatePem());
        await File.WriteAllTextAsync(Path.Combine(folder.FullName, "portainer.key"), key.ExportPkcs8PrivateKeyPem());
    }

    private sealed class NoPrograms : IProgramCatalog
    {
        public Task<Components.Programs.Program> ChooseAsync(string name, CancellationToken cancel) => throw new NotSupportedException();

        public Task<Components.Programs.Program> ObtainAsync(string name, CancellationToken cancel) => throw new NotSupportedException();
    }
}
