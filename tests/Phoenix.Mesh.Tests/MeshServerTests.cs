using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json.Nodes;
using Phoenix.Mesh.Configuration;
using Phoenix.Mesh.Routing;

namespace Phoenix.Mesh.Tests;

public sealed class MeshServerTests : IAsyncLifetime
{
    private readonly string directory = Directory.CreateTempSubdirectory("phoenix-mesh-").FullName;
    private readonly StringWriter log = new();
    private HttpListener backend = null!;
    private RunningMesh mesh = null!;
    private StaticConfiguration configuration = null!;
    private int backendPort;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Request_for_a_routed_host_reaches_its_backend_with_host_and_client()
    {
        using var client = Client();

        var answer = await client.GetStringAsync("https://hello.phoenix.internal/x?y=1", Cancel);

        answer.ShouldBe("GET /x?y=1 host=hello.phoenix.internal for=127.0.0.1");
    }

    [Fact]
    public async Task What_only_a_trusted_proxy_may_say_is_dropped_from_anybody_else()
    {
        using var client = Client();
        using var request = new HttpRequestMessage(HttpMethod.Get, "https://hello.phoenix.internal/forged");
        foreach (var header in ForwardedHeaders.All)
        {
            request.Headers.TryAddWithoutValidation(header, "forged").ShouldBeTrue();
        }

        request.Headers.Add("X-Own", "forged");
        using var answer = await client.SendAsync(request, Cancel);

        (await answer.Content.ReadAsStringAsync(Cancel)).ShouldBe("X-Own");
    }

    [Fact]
    public async Task Request_is_written_down_as_traefik_does_it()
    {
        using var client = Client();

        await client.GetStringAsync("https://hello.phoenix.internal/x?y=1", Cancel);

        await EventuallyAsync(() => Task.FromResult(log.ToString().Contains("/x?y=1", StringComparison.Ordinal)));
        var line = JsonNode.Parse(log.ToString())!;
        (line["RequestHost"]!.GetValue<string>(), line["RequestPath"]!.GetValue<string>()).ShouldBe(("hello.phoenix.internal", "/x?y=1"));
        (line["RouterName"]!.GetValue<string>(), line["DownstreamStatus"]!.GetValue<int>()).ShouldBe(("hello@file", 200));
    }

    [Fact]
    public async Task Request_for_an_unknown_host_is_not_found()
    {
        using var client = Client();

        (await client.GetAsync("https://other.phoenix.internal/", Cancel)).StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Upload_of_many_megabytes_passes()
    {
        using var client = Client();
        using var body = new ByteArrayContent(new byte[40_000_000]);

        var answer = await client.PostAsync("https://hello.phoenix.internal/upload", body, Cancel);

        (await answer.Content.ReadAsStringAsync(Cancel)).ShouldBe("got 40000000");
    }

    [Fact]
    public async Task Dynamic_file_replaced_is_in_force_soon_and_a_broken_one_changes_nothing()
    {
        using var client = Client();
        WriteDynamic("second");
        await EventuallyAsync(async () =>
            (await client.GetAsync("https://second.phoenix.internal/", Cancel)).StatusCode == HttpStatusCode.OK
        );

        await File.WriteAllTextAsync(Path.Combine(directory, "platform.yaml"), "http: [", Cancel);
        await Task.Delay(TimeSpan.FromMilliseconds(500), Cancel);

        (await client.GetAsync("https://second.phoenix.internal/", Cancel)).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Api_tells_routers_services_and_that_it_is_a_stand_in()
    {
        using var client = new HttpClient { BaseAddress = new Uri($"http://{configuration.Api}") };

        (await client.GetStringAsync("/ping", Cancel)).ShouldBe("OK");
        JsonNode.Parse(await client.GetStringAsync("/api/version", Cancel))!["Version"]!.GetValue<string>().ShouldContain("mesh");
        var routers = JsonNode.Parse(await client.GetStringAsync("/api/http/routers", Cancel))!.AsArray();
        routers.Single()!["name"]!.GetValue<string>().ShouldBe("hello@file");
        routers.Single()!["status"]!.GetValue<string>().ShouldBe("enabled");
        var services = JsonNode.Parse(await client.GetStringAsync("/api/http/services", Cancel))!.AsArray();
        services.Single()!["serverStatus"]!.AsObject().Single().Value!.GetValue<string>().ShouldBe("UP");
    }

    public async ValueTask InitializeAsync()
    {
        backendPort = FreePort();
        backend = new HttpListener { Prefixes = { $"http://*:{backendPort}/" } };
        backend.Start();
        _ = ServeAsync();
        WriteCertificate();
        WriteDynamic("hello");
        configuration = new StaticConfiguration(
            new IPEndPoint(IPAddress.Loopback, FreePort()),
            "websecure",
            [],
            new IPEndPoint(IPAddress.Loopback, FreePort()),
            directory
        )
        {
            Throttle = TimeSpan.FromMilliseconds(100),
            HasAccessLog = true,
        };
        mesh = await MeshServer.StartAsync(configuration, log, TimeProvider.System, Cancel);
    }

    public async ValueTask DisposeAsync()
    {
        await mesh.DisposeAsync();
        backend.Close();
        Directory.Delete(directory, recursive: true);
    }

    private async Task ServeAsync()
    {
        try
        {
            while (await backend.GetContextAsync() is { } context)
            {
                var request = context.Request;
                using var read = new MemoryStream();
                await request.InputStream.CopyToAsync(read, CancellationToken.None);
                var forged = request.Headers.AllKeys.Where(key => request.Headers[key]!.Contains("forged", StringComparison.Ordinal));
                var text =
                    request.HttpMethod == "POST" ? $"got {read.Length}"
                    : request.RawUrl == "/forged" ? string.Join(' ', forged)
                    : $"{request.HttpMethod} {request.RawUrl} host={request.UserHostName} for={request.Headers["X-Forwarded-For"]}";
                await context.Response.OutputStream.WriteAsync(System.Text.Encoding.UTF8.GetBytes(text), CancellationToken.None);
                context.Response.Close();
            }
        }
        catch (Exception ended) when (ended is HttpListenerException or ObjectDisposedException)
        {
            // The test is over.
        }
    }

    private void WriteDynamic(string host)
    {
        var temporary = Path.Combine(directory, "platform.tmp");
        File.WriteAllText(
            temporary,
            $$"""
            http:
              routers:
                {{host}}: { rule: "Host(`{{host}}.phoenix.internal`)", service: {{host}}, middlewares: [near] }
              services:
                {{host}}: { loadBalancer: { servers: [ { url: "http://127.0.0.1:{{backendPort}}" } ] } }
              middlewares:
                near: { ipAllowList: { sourceRange: ["127.0.0.0/8"] } }
            tls: { stores: { default: { defaultCertificate: { certFile: {{directory}}/leaf.crt, keyFile: {{directory}}/leaf.key } } } }
            """
        );
        File.Move(temporary, Path.Combine(directory, "platform.yaml"), overwrite: true);
    }

    private void WriteCertificate()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=router", key, HashAlgorithmName.SHA256);
        using var certificate = request.CreateSelfSigned(DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch.AddYears(200));
        File.WriteAllText(Path.Combine(directory, "leaf.crt"), certificate.ExportCertificatePem());
        File.WriteAllText(Path.Combine(directory, "leaf.key"), key.ExportPkcs8PrivateKeyPem());
    }

    private HttpClient Client() =>
        new(
            new SocketsHttpHandler
            {
                SslOptions = { RemoteCertificateValidationCallback = (_, leaf, _, _) => leaf?.Subject == "CN=router" },
                ConnectCallback = async (_, cancel) =>
                {
                    var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
                    await socket.ConnectAsync(configuration.Entry, cancel);
                    return new NetworkStream(socket, ownsSocket: true);
                },
            }
        );

    private static int FreePort()
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        return ((IPEndPoint)socket.LocalEndPoint!).Port;
    }

    private static async Task EventuallyAsync(Func<Task<bool>> holds)
    {
        var deadline = TimeProvider.System.GetTimestamp();
        while (!await holds())
        {
            TimeProvider.System.GetElapsedTime(deadline).ShouldBeLessThan(TimeSpan.FromSeconds(10));
            await Task.Delay(50, Cancel);
        }
    }
}
