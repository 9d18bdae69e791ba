using System.Net;
using System.Net.Sockets;
using Phoenix.Proxmox.Access;
using Phoenix.Proxmox.Lxc;
using Phoenix.Proxmox.Storage;
using Phoenix.Proxmox.Tests.Fakes;
using Phoenix.Proxmox.Transport;
using Phoenix.Topology;

namespace Phoenix.Proxmox.Tests.Transport;

/// <summary>The client against a node's manners on the wire.</summary>
public sealed class WireTests
{
    private const string Task = """{"data":"UPID:pve1:000001A6:0002E4A3:6B035B35:vzstart:101:root@pam:"}""";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Reads_share_a_connection_and_go_on_after_its_hundred_requests()
    {
        await using var server = new WireServer(_ => WireAnswer.Version);
        using var client = Client(server);

        for (var number = 0; number < 205; number++)
        {
            (await client.VersionAsync(Cancel)).Release.ShouldBe("8.4");
        }

        server.Requests.Count.ShouldBe(205);
        server.Connections.ShouldBe(3);
    }

    [Fact]
    public async Task Connection_idle_for_longer_than_the_node_keeps_it_is_not_used_again()
    {
        await using var server = new WireServer(_ => WireAnswer.Version);
        using var client = Client(server);

        await client.VersionAsync(Cancel);
        await System.Threading.Tasks.Task.Delay(TimeSpan.FromSeconds(5.2), Cancel);
        await client.VersionAsync(Cancel);

        server.Requests.Select(request => request.NumberOnConnection).ShouldBe([1, 1]);
    }

    [Fact]
    public async Task Read_whose_connection_was_closed_instead_of_an_answer_is_repeated()
    {
        await using var server = new WireServer(request => request.Connection < 3 ? WireAnswer.Hangup : WireAnswer.Version);
        using var client = Client(server);

        (await client.VersionAsync(Cancel)).Version.ShouldBe("8.4.1");

        server.Connections.ShouldBe(3);
    }

    [Fact]
    public async Task Node_that_only_hangs_up_is_told_as_unreachable()
    {
        await using var server = new WireServer(_ => WireAnswer.Hangup);
        using var client = Client(server);

        (await ErrorAsync(() => client.VersionAsync(Cancel))).Code.ShouldBe(ProxmoxErrors.ApiUnreachable);

        // Five attempts of ours, each of which SocketsHttpHandler may make four of.
        server.Requests.Count.ShouldBeInRange(5, 20);
    }

    [Theory]
    [InlineData("POST")]
    [InlineData("PUT")]
    [InlineData("DELETE")]
    public async Task Change_whose_answer_got_lost_is_of_unknown_outcome_and_never_sent_again(string method)
    {
        await using var server = new WireServer(request => request.Method == "GET" ? WireAnswer.Version : WireAnswer.Hangup);
        using var client = Client(server);
        await client.VersionAsync(Cancel);

        var error = await ErrorAsync(() => WriteAsync(client, method));

        error.Code.ShouldBe(ProxmoxErrors.OutcomeUnknown);
        server.Requests.Count(request => request.Method == method).ShouldBe(1);
    }

    [Fact]
    public async Task Changes_never_share_a_connection()
    {
        await using var server = new WireServer(_ => new WireAnswer(200, "OK", Task));
        using var client = Client(server);

        foreach (var method in new[] { "POST", "DELETE", "POST", "PUT" })
        {
            await WriteAsync(client, method);
        }

        server.Requests.ShouldAllBe(request => request.NumberOnConnection == 1);
        server.Connections.ShouldBe(4);
    }

    [Fact]
    public async Task Requests_are_plain_with_a_length_and_nothing_a_node_stumbles_over()
    {
        await using var server = new WireServer(_ => new WireAnswer(200, "OK", Task));
        using var client = Client(server);

        await WriteAsync(client, "POST");
        await WriteAsync(client, "PUT");
        await WriteAsync(client, "DELETE");
        await client.Storage.UploadAsync(
            "pve1",
            "local",
            new StorageUpload
            {
                Content = "iso",
                FileName = "a\"b.iso",
                File = new MemoryStream(new byte[100_000]),
            },
            Cancel
        );

        server.Requests.ShouldAllBe(request =>
            !request.Headers.ContainsKey("Transfer-Encoding")
            && !request.Headers.ContainsKey("Expect")
            && !request.Headers.ContainsKey("Cookie")
        );
        server
            .Requests.Where(request => request.Method is "POST" or "PUT")
            .ShouldAllBe(request => request.Headers.ContainsKey("Content-Length"));
        server.Requests.Single(request => request.Method == "DELETE").Headers.Keys.ShouldNotContain("Content-Length");
        var upload = server.Requests[^1];
        upload.Headers["Content-Type"].ShouldMatch("^multipart/form-data; boundary=[a-z0-9]+$");
        upload.Body.ShouldContain(
            "\r\nContent-Disposition: form-data; name=\"filename\"; filename=\"a_b.iso\"\r\nContent-Type: application/octet-stream\r\n\r\n"
        );
        upload
            .Body.IndexOf("name=\"content\"", StringComparison.Ordinal)
            .ShouldBeLessThan(upload.Body.IndexOf("name=\"filename\"", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Refused_login_of_no_body_and_no_length_is_told_in_the_reason_phrase()
    {
        await using var server = new WireServer(_ => new WireAnswer(401, "invalid token value!", null) { After = TimeSpan.FromSeconds(3) });
        using var client = Client(server);

        var error = await ErrorAsync(() => client.VersionAsync(Cancel));

        (error.Code, error.Remote).ShouldBe((ProxmoxErrors.Unauthorised, "invalid token value!"));
        server.Requests.Count.ShouldBe(1);
    }

    [Fact]
    public async Task Daemon_that_restarts_is_waited_for()
    {
        var down = 3;
        await using var server = new WireServer(request =>
            down-- > 0
                ? new WireAnswer(595, "Connection refused", "")
                : new WireAnswer(200, "OK", request.Method == "GET" ? WireAnswer.Version.Body! : Task)
        );
        using var client = Client(server);

        await client.VersionAsync(Cancel);
        down = 2;
        await WriteAsync(client, "POST");

        server.Requests.Count(request => request.Method == "POST").ShouldBe(3);
    }

    [Theory]
    [InlineData(595, "Connection timed out")]
    [InlineData(596, "Connection timed out")]
    [InlineData(596, "Connection reset by peer")]
    public async Task Change_that_the_proxy_lost_sight_of_is_of_unknown_outcome(int status, string reason)
    {
        await using var server = new WireServer(_ => new WireAnswer(status, reason, ""));
        using var client = Client(server);

        var error = await ErrorAsync(() => WriteAsync(client, "POST"));

        (error.Code, error.Remote).ShouldBe((ProxmoxErrors.OutcomeUnknown, reason));
        server.Requests.Count.ShouldBe(1);
    }

    [Fact]
    public async Task Read_that_the_proxy_gave_up_on_is_tried_once_more()
    {
        await using var server = new WireServer(request =>
            request.Connection == 1 ? new WireAnswer(596, "Connection timed out", "") : WireAnswer.Version
        );
        using var client = Client(server);

        (await client.VersionAsync(Cancel)).Version.ShouldBe("8.4.1");

        server.Requests.Count.ShouldBe(2);
    }

    [Theory]
    [InlineData("GET")]
    [InlineData("POST")]
    public async Task Connection_that_nobody_takes_is_no_unknown_outcome(string method)
    {
        using var client = new ProxmoxClient(
            new ProxmoxConnection
            {
                Endpoint = new Uri("https://10.0.0.13:8006"),
                Credentials = Clients.Token,
                ConnectTimeout = TimeSpan.FromMilliseconds(200),
                Connect = async (_, cancel) =>
                {
                    await System.Threading.Tasks.Task.Delay(Timeout.Infinite, cancel);
                    return Stream.Null;
                },
            }
        );

        var error = await ErrorAsync(() => method == "GET" ? client.VersionAsync(Cancel) : WriteAsync(client, method));

        error.Code.ShouldBe(ProxmoxErrors.ApiUnreachable);
        error.Message.ShouldBe("no connection to 10.0.0.13:8006 within 0.2 s");
    }

    [Fact]
    public async Task Login_whose_answer_got_lost_is_made_again()
    {
        await using var server = new WireServer(request =>
            request.Path == "/api2/json/version" ? WireAnswer.Version
            : request.Connection == 1 ? WireAnswer.Hangup
            : new WireAnswer(200, "OK", """{"data":{"username":"root@pam","ticket":"PVE:root@pam:1::sig","CSRFPreventionToken":"x"}}""")
        );
        using var client = new ProxmoxClient(
            new ProxmoxConnection
            {
                Endpoint = server.Endpoint,
                Credentials = new ProxmoxCredentials.Password("root@pam", new Secret("right")),
                Pin = CertificatePin.Of(server.Certificate),
            }
        );

        (await client.VersionAsync(Cancel)).Version.ShouldBe("8.4.1");

        server.Requests.Count(request => request.Method == "POST").ShouldBe(2);
    }

    [Fact]
    public async Task Silence_ends_with_the_time_of_the_call()
    {
        await using var server = new WireServer(_ => WireAnswer.Silence);
        using var client = Client(server, new HurriedTime(20));

        (await ErrorAsync(() => client.VersionAsync(Cancel))).Code.ShouldBe(ProxmoxErrors.ApiUnreachable);
        (await ErrorAsync(() => WriteAsync(client, "POST"))).Code.ShouldBe(ProxmoxErrors.OutcomeUnknown);

        server.Requests.Select(request => request.Method).ShouldBe(["GET", "GET", "POST"]);
    }

    [Fact]
    public async Task Cancelling_is_no_error_of_the_node()
    {
        await using var server = new WireServer(_ => WireAnswer.Silence);
        using var client = Client(server);
        using var cancelling = new CancellationTokenSource(200);

        await Should.ThrowAsync<OperationCanceledException>(() => client.VersionAsync(cancelling.Token));
    }

    [Fact]
    public async Task Certificate_that_is_not_the_pinned_one_is_refused_with_what_was_served()
    {
        await using var server = new WireServer(_ => WireAnswer.Version);
        using var client = Client(server, pin: CertificatePin.Parse(string.Concat(Enumerable.Repeat("ab:", 31)) + "ab"));

        var error = await ErrorAsync(() => client.VersionAsync(Cancel));

        error.Code.ShouldBe(ProxmoxErrors.FingerprintMismatch);
        error.Remote.ShouldBe($"served: {CertificatePin.Of(server.Certificate)}");
        server.Requests.ShouldBeEmpty();
    }

    [Fact]
    public async Task Certificate_that_nobody_vouches_for_is_refused()
    {
        await using var server = new WireServer(_ => WireAnswer.Version);
        using var client = new ProxmoxClient(new ProxmoxConnection { Endpoint = server.Endpoint, Credentials = Clients.Token });

        (await ErrorAsync(() => client.VersionAsync(Cancel))).Code.ShouldBe(ProxmoxErrors.CertificateNotTrusted);
    }

    [Fact]
    public async Task Node_that_is_not_there_is_told()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var endpoint = new Uri($"https://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}");
        listener.Stop();
        using var client = new ProxmoxClient(new ProxmoxConnection { Endpoint = endpoint, Credentials = Clients.Token });

        var error = await ErrorAsync(() => WriteAsync(client, "POST"));

        error.Code.ShouldBe(ProxmoxErrors.ApiUnreachable);
        error.Remote.ShouldNotBeNull().ShouldContain("refused");
    }

    [Fact]
    public async Task Node_is_reached_through_the_given_connection()
    {
        await using var server = new WireServer(_ => WireAnswer.Version);
        DnsEndPoint? asked = null;
        using var client = new ProxmoxClient(
            new ProxmoxConnection
            {
                Endpoint = new Uri("https://10.0.0.13:8006"),
                Credentials = Clients.Token,
                Pin = CertificatePin.Of(server.Certificate),
                Connect = async (endpoint, cancel) =>
                {
                    asked = endpoint;
                    return await new DirectReach().ConnectAsync(new IPEndPoint(IPAddress.Loopback, server.Endpoint.Port), cancel);
                },
            }
        );

        (await client.VersionAsync(Cancel)).Version.ShouldBe("8.4.1");

        asked.ShouldBe(new DnsEndPoint("10.0.0.13", 8006));
    }

    [Fact]
    public void Endpoint_without_tls_is_refused() =>
        Should
            .Throw<PhoenixException>(() =>
                new ProxmoxClient(new ProxmoxConnection { Endpoint = new Uri("http://pve:8006"), Credentials = Clients.Token })
            )
            .Help.ShouldNotBeNull();

    private static Task WriteAsync(ProxmoxClient client, string method) =>
        method switch
        {
            "POST" => client.Lxc.Power.StartAsync("pve1", 101, Cancel),
            "PUT" => client.Lxc.ChangeAsync("pve1", 101, new LxcChange { Settings = new LxcSettings { Cores = 2 } }, Cancel),
            _ => client.Lxc.DeleteAsync("pve1", 101, new Guests.GuestRemoval(), Cancel),
        };

    private static Task<PhoenixException> ErrorAsync(Func<Task> call) => Should.ThrowAsync<PhoenixException>(call);

    private static ProxmoxClient Client(WireServer server, TimeProvider? time = null, CertificatePin? pin = null) =>
        new(
            new ProxmoxConnection
            {
                Endpoint = server.Endpoint,
                Credentials = Clients.Token,
                Pin = pin ?? CertificatePin.Of(server.Certificate),
                Time = time ?? TimeProvider.System,
            }
        );
}
