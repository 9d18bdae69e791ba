using System.Net;
using Phoenix.Proxmox;
using Phoenix.Proxmox.Firewall;
using Phoenix.Topology;

namespace Phoenix.Components.Firewall;

/// <summary>The machine that Phoenix is run from, when it is not the node: it must not lock itself out.</summary>
internal static class Operator
{
    /// <summary>Lets the machine manage the node, unless its network may do so anyway. Entries for other machines stay.</summary>
    public static async Task LetInAsync(Platform platform, ProxmoxClient api, IHostShell host, CancellationToken cancel)
    {
        if (await AddressAsync(host, cancel) is not { } address || platform.Network.Subnet.Contains(address))
        {
            return;
        }

        var entries = await api.Firewall.IpSets.EntriesAsync(FirewallScope.Cluster, FirewallNames.Management, cancel);
        if (entries.All(entry => entry.Cidr != $"{address}"))
        {
            // No mark of ownership: what keeps a person in is not taken away as superfluous.
            var entry = new FirewallIpSetEntry($"{address}", Except: false, $"let in by Phoenix ({platform.Name}): it was run from here");
            await api.Firewall.IpSets.AddAsync(FirewallScope.Cluster, FirewallNames.Management, entry, cancel);
        }
    }

    /// <summary>Where the shell's connection comes from; null when there is none, on the node itself and in the lab.</summary>
    private static async Task<IPAddress?> AddressAsync(IHostShell host, CancellationToken cancel)
    {
        var result = await host.RunAsync(ShellCommand.Of("printenv", "SSH_CONNECTION"), cancel);
        return result.ExitCode == 0 && IPAddress.TryParse(result.Text.Split(' ')[0], out var address) ? address : null;
    }
}
