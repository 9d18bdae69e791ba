using System.Diagnostics;

namespace Phoenix.EndToEnd.Running;

/// <summary>A machine on the lab's uplink side: a network namespace of its own whose packets reach the platform as a LAN's would.</summary>
public sealed class Outside : IAsyncDisposable
{
    private readonly string name;
    private readonly string lab;

    private Outside(string name, string lab) => (this.name, this.lab) = (name, lab);

    /// <summary>Connects a new namespace to a lab. The addresses are of a network for documentation (RFC 5737).</summary>
    public static async Task<Outside> OfAsync(string platform, CancellationToken cancel)
    {
        var outside = new Outside($"phx-out-{Environment.ProcessId}", $"phx-{platform}");
        await outside.DisposeAsync();
        string[][] steps =
        [
            ["ip", "netns", "add", outside.name],
            ["ip", "-n", outside.lab, "link", "add", "outside0", "type", "veth", "peer", "name", "eth0", "netns", outside.name],
            ["ip", "-n", outside.lab, "addr", "add", "203.0.113.1/24", "dev", "outside0"],
            ["ip", "-n", outside.lab, "link", "set", "outside0", "up"],
            ["ip", "-n", outside.name, "addr", "add", "203.0.113.9/24", "dev", "eth0"],
            ["ip", "-n", outside.name, "link", "set", "eth0", "up"],
            ["ip", "-n", outside.name, "route", "add", "default", "via", "203.0.113.1"],
        ];
        foreach (var step in steps)
        {
            (await RunAsync(step, cancel)).ShouldBe(0, string.Join(' ', step));
        }

        return outside;
    }

    /// <summary>Whether a TCP connection comes about within two seconds.</summary>
    public async Task<bool> CanConnectAsync(string address, int port, CancellationToken cancel) =>
        await RunAsync(
            ["ip", "netns", "exec", name, "timeout", "2", "bash", "-c", "exec 3<>\"/dev/tcp/$0/$1\"", address, $"{port}"],
            cancel
        ) == 0;

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        await RunAsync(["ip", "-n", lab, "link", "del", "outside0"], CancellationToken.None);
        await RunAsync(["ip", "netns", "del", name], CancellationToken.None);
    }

    private static async Task<int> RunAsync(string[] command, CancellationToken cancel)
    {
        using var process = Process.Start(
            new ProcessStartInfo(command[0], command[1..]) { RedirectStandardError = true, UseShellExecute = false }
        )!;
        await process.StandardError.ReadToEndAsync(cancel);
        await process.WaitForExitAsync(cancel);
        return process.ExitCode;
    }
}
