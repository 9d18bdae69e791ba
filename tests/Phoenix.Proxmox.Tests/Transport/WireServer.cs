using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace Phoenix.Proxmox.Tests.Transport;

/// <summary>A request as it came over the wire.</summary>
internal sealed record WireRequest(
    int Connection,
    int NumberOnConnection,
    string Method,
    string Path,
    IReadOnlyDictionary<string, string> Headers,
    string Body
);

/// <summary>What the server does with a request.</summary>
internal sealed record WireAnswer(int Status, string Reason, string? Body)
{
    public static readonly WireAnswer Version = new(200, "OK", """{"data":{"version":"8.4.1","release":"8.4","repoid":"x"}}""");

    /// <summary>Closes the connection instead of answering.</summary>
    public static readonly WireAnswer Hangup = new(0, "", null);

    /// <summary>Keeps the connection open and says nothing.</summary>
    public static readonly WireAnswer Silence = new(-1, "", null);

    /// <summary>Before the answer, as the node waits three seconds before a 401.</summary>
    public TimeSpan After { get; init; }
}

/// <summary>
/// A TLS server with a node's manners, as recorded: closes what was idle for five seconds, after 100 requests and after every answer of 400 or more,
/// answers a refused login with an empty body of no stated length, and refuses chunked bodies.
/// </summary>
internal sealed class WireServer : IAsyncDisposable
{
    private static readonly TimeSpan Idle = TimeSpan.FromSeconds(5);
    private const int RequestsOfAConnection = 100;

    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource closing = new();
    private readonly Func<WireRequest, WireAnswer> answer;
    private int connections;

    public WireServer(Func<WireRequest, WireAnswer> answer)
    {
        this.answer = answer;
        Certificate = SelfSigned();
        listener.Start();
        _ = AcceptAsync();
    }

    public X509Certificate2 Certificate { get; }

    public List<WireRequest> Requests { get; } = [];

    public int Connections => Volatile.Read(ref connections);

    public Uri Endpoint => new($"https://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}");

    public async ValueTask DisposeAsync()
    {
        await closing.CancelAsync();
        listener.Dispose();
        Certificate.Dispose();
    }

    private static X509Certificate2 SelfSigned()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=pve.test", key, HashAlgorithmName.SHA256);
        return request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                _ = ServeAsync(await listener.AcceptTcpClientAsync(closing.Token), Interlocked.Increment(ref connections));
            }
        }
        catch (Exception error) when (error is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            // The test is over.
        }
    }

    private async Task ServeAsync(TcpClient client, int connection)
    {
        using var _ = client;
        try
        {
            await using var tls = new SslStream(client.GetStream());
            await tls.AuthenticateAsServerAsync(Certificate);
            var goesOn = true;
            for (var number = 1; goesOn; number++)
            {
                goesOn = await ReadAsync(tls, connection, number) is { } request && await AnswerAsync(tls, request);
            }
        }
        catch (Exception error)
            when (error is IOException or OperationCanceledException or System.Security.Authentication.AuthenticationException)
        {
            // The client left.
        }
    }

    private async Task<WireRequest?> ReadAsync(SslStream stream, int connection, int number)
    {
        using var idle = CancellationTokenSource.CreateLinkedTokenSource(closing.Token);
        idle.CancelAfter(Idle);
        var head = new StringBuilder();
        var letter = new byte[1];
        while (!head.ToString().EndsWith("\r\n\r\n", StringComparison.Ordinal))
        {
            if (await stream.ReadAsync(letter, idle.Token) == 0)
            {
                return null;
            }

            head.Append((char)letter[0]);
        }

        var lines = head.ToString().Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
        var headers = lines
            .Skip(1)
            .Select(line => line.Split(": ", 2))
            .ToDictionary(pair => pair[0], pair => pair[1], StringComparer.OrdinalIgnoreCase);
        var body = new byte[int.Parse(headers.GetValueOrDefault("Content-Length", "0"))];
        await stream.ReadExactlyAsync(body, idle.Token);
        var start = lines[0].Split(' ');
        var request = new WireRequest(connection, number, start[0], start[1], headers, Encoding.Latin1.GetString(body));
        lock (Requests)
        {
            Requests.Add(request);
        }

        return request;
    }

    private async Task<bool> AnswerAsync(SslStream stream, WireRequest request)
    {
        var given = request.Headers.ContainsKey("Transfer-Encoding")
            ? new WireAnswer(501, "chunked transfer encoding not supported", "chunked transfer encoding not supported")
            : answer(request);
        await Task.Delay(given.After, closing.Token);
        if (given.Status < 0)
        {
            await Task.Delay(Timeout.Infinite, closing.Token);
        }

        if (given.Status == 0)
        {
            return false;
        }

        var closes = given.Status >= 400 || request.NumberOnConnection >= RequestsOfAConnection;
        var length = given.Body is null
            ? ""
            : $"Content-Length: {Encoding.UTF8.GetByteCount(given.Body)}\r\nContent-Type: application/json;charset=UTF-8\r\n";
        var head =
            $"HTTP/1.1 {given.Status} {given.Reason}\r\n{length}Connection: {(closes ? "close" : "Keep-Alive")}\r\nServer: pve-api-daemon/3.0\r\n\r\n";
        await stream.WriteAsync(Encoding.UTF8.GetBytes(head + given.Body), closing.Token);
        return !closes;
    }
}
