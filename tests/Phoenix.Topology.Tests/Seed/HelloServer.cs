using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Phoenix.Testing;

namespace Phoenix.Topology.Tests.Seed;

/// <summary>The sample application's server, run by the machine's own Perl on a free port of the loopback.</summary>
internal sealed class HelloServer : IAsyncDisposable
{
    private readonly Process process;
    private readonly string script;

    private HelloServer(Process process, string script, int port)
    {
        this.process = process;
        this.script = script;
        Client = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{port}") };
    }

    public HttpClient Client { get; }

    /// <summary>What the server printed when it began to listen.</summary>
    public required string FirstLine { get; init; }

    public static async Task<HelloServer> StartAsync(string greeting, string token, CancellationToken cancel)
    {
        var perl = SkipUnless.Program("perl");
        var file = Path.Combine(Path.GetTempPath(), $"hello-{Guid.NewGuid():n}.pl");
        await File.WriteAllBytesAsync(file, [.. SeedPlatform.Files["stacks/hello/hello.pl"]], cancel);
        var port = FreePort();
        var start = new ProcessStartInfo(perl, [file]) { RedirectStandardOutput = true, UseShellExecute = false };
        (start.Environment["PORT"], start.Environment["GREETING"], start.Environment["HELLO_TOKEN"]) = ($"{port}", greeting, token);
        var started = Process.Start(start)!;
        return new HelloServer(started, file, port) { FirstLine = await started.StandardOutput.ReadLineAsync(cancel) ?? "" };
    }

    /// <summary>Sends SIGTERM, as Docker does, and returns the exit code.</summary>
    public async Task<int> TerminateAsync(CancellationToken cancel)
    {
        using var kill = Process.Start("kill", ["-TERM", $"{process.Id}"]);
        await process.WaitForExitAsync(cancel);
        return process.ExitCode;
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        if (!process.HasExited)
        {
            process.Kill();
            await process.WaitForExitAsync();
        }

        process.Dispose();
        File.Delete(script);
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
