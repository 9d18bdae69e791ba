using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Phoenix.Components.Dnsmasq;
using Phoenix.Proxmox;
using Phoenix.Testing;
using Phoenix.Topology;

namespace Phoenix.Components.Tests.Dnsmasq;

/// <summary>The real dnsmasq with a platform's configuration on a free port of the loopback, and a resolver behind it that notes what it is asked.</summary>
internal sealed class RunningDnsmasq : IAsyncDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("phoenix-dns-").FullName;
    private readonly UdpClient upstream = new(new IPEndPoint(IPAddress.Loopback, 0));
    private readonly ConcurrentBag<string> forwarded = [];
    private Process process = null!;

    public IPEndPoint Endpoint { get; } = new(IPAddress.Loopback, FreePort());

    public IReadOnlyCollection<string> Forwarded => forwarded;

    public static int FreePort()
    {
        // dnsmasq listens for both protocols.
        using var stream = new TcpListener(IPAddress.Loopback, 0);
        stream.Start();
        var port = ((IPEndPoint)stream.LocalEndpoint).Port;
        try
        {
            using var datagram = new UdpClient(new IPEndPoint(IPAddress.Loopback, port));
            return port;
        }
        catch (SocketException)
        {
            return FreePort();
        }
    }

    public static async Task<RunningDnsmasq> StartAsync(Platform platform, CancellationToken cancel)
    {
        SkipUnless.Program("dnsmasq");
        for (var attempt = 1; ; attempt++)
        {
            var server = await StartOnceAsync(platform, cancel);
            if (!server.process.HasExited)
            {
                return server;
            }

            // Somebody else took the port between its choice and its use.
            var said = await server.process.StandardError.ReadToEndAsync(cancel);
            await server.DisposeAsync();
            attempt.ShouldBeLessThan(4, said);
        }
    }

    private static async Task<RunningDnsmasq> StartOnceAsync(Platform platform, CancellationToken cancel)
    {
        var server = new RunningDnsmasq();
        var (config, records) = (Path.Combine(server.folder, "platform.conf"), Path.Combine(server.folder, "platform.hosts"));
        await File.WriteAllTextAsync(records, DnsmasqConfig.RenderRecords(platform), cancel);
        var text = DnsmasqConfig.Render(platform).Replace(DnsmasqHost.RecordsPath(platform), records, StringComparison.Ordinal);
        await File.WriteAllTextAsync(config, text, cancel);
        _ = server.NoteAsync();
        server.process = Start([
            "--keep-in-foreground",
            $"--conf-file={config}",
            $"--port={server.Endpoint.Port}",
            "--no-resolv",
            $"--server=127.0.0.1#{((IPEndPoint)server.upstream.Client.LocalEndPoint!).Port}",
            "--user=root",
            "--pid-file",
            "--log-facility=-",
        ]);
        var probe = new DnsProbe(new LoopbackReach(), server.Endpoint);
        for (var attempt = 0; attempt < 100 && !server.process.HasExited; attempt++)
        {
            if (await probe.AskAsync(platform.Domain, DnsType.A, cancel) is not null)
            {
                return server;
            }

            await Task.Delay(50, cancel);
        }

        server.process.HasExited.ShouldBeTrue("dnsmasq runs and does not answer");
        return server;
    }

    public async ValueTask DisposeAsync()
    {
        if (!process.HasExited)
        {
            process.Kill();
        }

        await process.WaitForExitAsync();
        process.Dispose();
        upstream.Dispose();
        Directory.Delete(folder, recursive: true);
    }

    internal static Process Start(IEnumerable<string> arguments) =>
        Process.Start(
            new ProcessStartInfo(SkipUnless.Program("dnsmasq"), arguments) { UseShellExecute = false, RedirectStandardError = true }
        )!;

    private async Task NoteAsync()
    {
        try
        {
            while (true)
            {
                var question = await upstream.ReceiveAsync();
                forwarded.Add(NameIn(question.Buffer));
                await upstream.SendAsync(Answered(question.Buffer), question.RemoteEndPoint);
            }
        }
        catch (Exception exception) when (exception is SocketException or ObjectDisposedException)
        {
            // The test is over.
        }
    }

    /// <summary>The question with one answer: an address of a LAN. What stands behind the question (EDNS) is left out.</summary>
    private static byte[] Answered(byte[] question)
    {
        var end = 12 + Array.IndexOf(question[12..], (byte)0) + 5;
        byte[] header = [question[0], question[1], 0x81, 0x80, 0, 1, 0, 1, 0, 0, 0, 0];
        return [.. header, .. question[12..end], 0xc0, 12, 0, 1, 0, 1, 0, 0, 0, 60, 0, 4, 192, 168, 1, 80];
    }

    private static string NameIn(byte[] question)
    {
        var labels = new List<string>();
        for (var at = 12; question[at] != 0; at += question[at] + 1)
        {
            labels.Add(Encoding.ASCII.GetString(question, at + 1, question[at]));
        }

        return string.Join('.', labels);
    }
}

/// <summary>Datagrams over the loopback of the machine.</summary>
internal sealed class LoopbackReach : INetworkReach
{
    public Task<Stream> ConnectAsync(IPEndPoint endpoint, CancellationToken cancel) => throw new NotSupportedException();

    public async Task<ReadOnlyMemory<byte>> QueryAsync(IPEndPoint endpoint, ReadOnlyMemory<byte> datagram, CancellationToken cancel)
    {
        using var client = new UdpClient();
        client.Connect(endpoint);
        await client.SendAsync(datagram, cancel);
        return (await client.ReceiveAsync(cancel)).Buffer;
    }
}

/// <summary>A host that must not be asked for anything.</summary>
internal sealed class NoHost : IHostShell
{
    public string Name => "nobody";

    public Task<ShellResult> RunAsync(ShellCommand command, CancellationToken cancel) => throw new InvalidOperationException($"{command}");
}
