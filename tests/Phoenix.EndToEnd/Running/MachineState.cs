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
            await SayAsync(["ip", "-o", "link", "show"], cancel),
            await SayAsync(["ip", "netns", "list"], cancel),
            await SayAsync(["ip", "route", "show", "table", "all"], cancel),
            await SayAsync(["nft", "list", "ruleset"], cancel),
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

    private static async Task<string> SayAsync(string[] command, CancellationToken cancel)
    {
        using var process = Process.Start(
            new ProcessStartInfo(command[0], command[1..]) { RedirectStandardOutput = true, UseShellExecute = false }
        )!;
        var output = await process.StandardOutput.ReadToEndAsync(cancel);
        await process.WaitForExitAsync(cancel);
        return output;
    }
}
