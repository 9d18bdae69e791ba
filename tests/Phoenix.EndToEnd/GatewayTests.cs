using System.Net;
using System.Net.WebSockets;
using System.Text;
using Phoenix.EndToEnd.Running;

namespace Phoenix.EndToEnd;

/// <summary>What applications need of a gateway: WebSockets, events as they happen, uploads of any size, HTTP/2.</summary>
[Collection(SeedPlatformCollection.Name)]
public sealed class GatewayTests(SeedPlatform seed)
{
    private const string Route = "  - { host: echo, to: drphoenix, port: 8090 }\n";
    private const long UploadSize = 48L * 1024 * 1024;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Application_behind_the_gateway_gets_websockets_events_uploads_and_http2()
    {
        var file = Path.Combine(seed.Place.Directory, "phoenix.yaml");
        var before = await File.ReadAllTextAsync(file, Cancel);
        var script = await File.ReadAllTextAsync(Path.Combine(AppContext.BaseDirectory, "Running", "echo.py"), Cancel);
        await RunInGuestAsync("systemd-run", "--unit", "echo", "--collect", "python3", "-c", script);
        try
        {
            await File.WriteAllTextAsync(file, before.Replace("\nroutes:\n", "\nroutes:\n" + Route, StringComparison.Ordinal), Cancel);
            (await seed.Place.UpAsync(Cancel)).ShouldExitWith(0).Count("failed").ShouldBe(0);
            using var door = await Door.OfAsync(seed.Place, Cancel);

            await WebSocketEchoesAsync(door);
            await EventsComeOneByOneAsync(door);
            await UploadArrivesWholeAsync(door);
            await Http2IsSpokenAsync(door);
        }
        finally
        {
            await RunInGuestAsync("systemctl", "stop", "echo");
            await File.WriteAllTextAsync(file, before, Cancel);
            (await seed.Place.UpAsync(Cancel)).ShouldExitWith(0).Count("failed").ShouldBe(0);
        }
    }

    private static async Task WebSocketEchoesAsync(Door door)
    {
        using var socket = new ClientWebSocket();
        await socket.ConnectAsync(new Uri("wss://echo.phoenix.internal/socket"), door.Invoker, Cancel);
        await socket.SendAsync("ping"u8.ToArray(), WebSocketMessageType.Text, endOfMessage: true, Cancel);

        var buffer = new byte[64];
        var answer = await socket.ReceiveAsync(buffer, Cancel);

        Encoding.UTF8.GetString(buffer, 0, answer.Count).ShouldBe("ping");
    }

    // The script sends the second event only after the first was seen, so a proxy that collects answers hangs here.
    private static async Task EventsComeOneByOneAsync(Door door)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        patience.CancelAfter(TimeSpan.FromSeconds(20));
        using var answer = await door.Client.GetAsync(
            "https://echo.phoenix.internal/events",
            HttpCompletionOption.ResponseHeadersRead,
            patience.Token
        );
        using var reader = new StreamReader(await answer.Content.ReadAsStreamAsync(patience.Token));

        (await reader.ReadLineAsync(patience.Token)).ShouldBe("data: first");
        using var seen = await door.Client.GetAsync("https://echo.phoenix.internal/seen", patience.Token);
        await reader.ReadLineAsync(patience.Token);
        (await reader.ReadLineAsync(patience.Token)).ShouldBe("data: second");
    }

    private static async Task UploadArrivesWholeAsync(Door door)
    {
        using var content = new ByteArrayContent(new byte[UploadSize]);

        using var answer = await door.Client.PostAsync("https://echo.phoenix.internal/upload", content, Cancel);

        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        (await answer.Content.ReadAsStringAsync(Cancel)).ShouldBe($"{UploadSize}");
    }

    private static async Task Http2IsSpokenAsync(Door door)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "https://echo.phoenix.internal/seen")
        {
            Version = HttpVersion.Version20,
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
        };

        using var answer = await door.Client.SendAsync(request, Cancel);

        answer.Version.ShouldBe(HttpVersion.Version20);
        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    private async Task RunInGuestAsync(params string[] command) =>
        (await seed.Place.RunAsync(Cancel, ["guest", "exec", "drphoenix", "--", .. command])).ShouldExitWith(0);
}
