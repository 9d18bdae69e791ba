using System.Diagnostics;

namespace Phoenix.EndToEnd.Running;

/// <summary>What a lab could leave behind on the machine, as text that can be compared.</summary>
public static class MachineState
{
    /// <summary>Links, namespaces, routes, mounts, nftables, forwarding and the command lines of processes.</summary>
    public static async Task<string> ReadAsync(CancellationToken cancel)
    {
        var parts = new[]
        {
            await SayAsync(cancel, "ip", "-o", "link", "show"),
            await SayAsync(cancel, "ip", "netns", "list"),
            await SayAsync(cancel, "ip", "route", "show", "table", "all"),
            await SayAsync(cancel, "nft", "list", "ruleset"),
            await File.ReadAllTextAsync("/proc/mounts", cancel),
            await File.ReadAllTextAsync("/proc/sys/net/ipv4/ip_forward", cancel),
            string.Join('\n', CommandLines().Where(IsOfALab).Order(StringComparer.Ordinal)),
        };
        return string.Join("\n---\n", parts);
    }

    private static IEnumerable<string> CommandLines()
    {
        foreach (var directory in Directory.EnumerateDirectories("/proc").Where(path => int.TryParse(Path.GetFileName(path), out _)))
        {
            var line = "";
            try
            {
                line = File.ReadAllText(Path.Combine(directory, "cmdline")).Replace('\0', ' ').Trim();
            }
            catch (IOException)
            {
                // It ended while we looked.
            }

            yield return line;
        }
    }

    // Other things come and go on a machine; what a lab runs has one of these in its command line.
    private static bool IsOfALab(string line) =>
        line.Contains("lxc", StringComparison.Ordinal)
        || line.Contains("phoenix lab", StringComparison.Ordinal)
        || line.Contains("dnsmasq", StringComparison.Ordinal)
        || line.Contains("dockerd", StringComparison.Ordinal)
        || line.Contains("traefik", StringComparison.Ordinal);

    private static async Task<string> SayAsync(CancellationToken cancel, string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true })!;
        var output = await process.StandardOutput.ReadToEndAsync(cancel);
        await process.WaitForExitAsync(cancel);
        return output;
    }
}
