using System.Collections.Immutable;
using Phoenix.Lab.Runtime;
using Phoenix.Topology;

namespace Phoenix.Lab.Firewall;

/// <summary>Enforces the Proxmox firewall with nftables in the lab's network namespace. Each application is one transaction; open connections go on, as on the real node.</summary>
public sealed class NftFirewallEnforcer(INodeNetwork network, FirewallNode node) : IFirewallEnforcer
{
    // Without these, bridged packets pass beside the inet family. They belong to the namespace and end with it.
    private static readonly ImmutableArray<string> SeeBridgedPackets =
    [
        "sysctl",
        "-q",
        "-w",
        "net.bridge.bridge-nf-call-iptables=1",
        "net.bridge.bridge-nf-call-ip6tables=1",
    ];

    /// <inheritdoc />
    /// <exception cref="PhoenixException"><see cref="FirewallErrors.RulesRefused"/>; the rules in force before still are.</exception>
    public async Task ApplyAsync(FirewallFiles files, ImmutableArray<GuestDefinition> guests, CancellationToken cancel)
    {
        var model = FirewallModel.Compile(files, guests, node, network.PortOf);
        if (model.IsEnabled)
        {
            await RunAsync(SeeBridgedPackets, "", "Load the kernel's module: modprobe br_netfilter", cancel);
        }

        await RunAsync(["nft", "-f", "-"], NftRuleset.Render(model), help: null, cancel);
    }

    private async Task RunAsync(ImmutableArray<string> command, string input, string? help, CancellationToken cancel)
    {
        var (exitCode, output, error) = await network.RunAsync(command, input, cancel);
        if (exitCode != 0)
        {
            throw new PhoenixException(FirewallErrors.RulesRefused, $"{command[0]} ended with {exitCode}")
            {
                Where = $"firewall of the node with {node.Bridge}",
                Remote = (error + output).Trim(),
                Help = help,
            };
        }
    }
}
