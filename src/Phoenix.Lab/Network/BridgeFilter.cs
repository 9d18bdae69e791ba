using Phoenix.Lab.Host;
using Phoenix.Topology;

namespace Phoenix.Lab.Network;

/// <summary>The kernel's module (br_netfilter) without which the firewall does not see what passes between the ports of a bridge.</summary>
internal static class BridgeFilter
{
    private const string Settings = "/proc/sys/net/bridge";

    // Loading turns these on everywhere: the machine's own bridges must not change for the lab's sake.
    private static readonly string[] Switches = ["bridge-nf-call-iptables", "bridge-nf-call-ip6tables", "bridge-nf-call-arptables"];

    /// <summary>Loads the module when the kernel has not got it yet. Where it cannot be had, the lab works without a firewall, and that says so when it is switched on.</summary>
    public static Task EnsureAsync(CancellationToken cancel) => EnsureAsync(Settings, LoadAsync, cancel);

    /// <summary>The same over another folder of settings and another way to load it.</summary>
    internal static async Task EnsureAsync(string settings, Func<CancellationToken, Task> load, CancellationToken cancel)
    {
        if (Directory.Exists(settings))
        {
            return;
        }

        await load(cancel);
        foreach (var path in Switches.Select(name => Path.Combine(settings, name)).Where(File.Exists))
        {
            await File.WriteAllTextAsync(path, "0", cancel);
        }
    }

    private static async Task LoadAsync(CancellationToken cancel)
    {
        try
        {
            await Machine.RunAsync(MachineCommand.Of("modprobe", "-q", "br_netfilter"), cancel);
        }
        catch (PhoenixException missing) when (missing.Code == LabErrors.ToolMissing)
        {
            // A kernel without modules.
        }
    }
}
