using System.Collections.Immutable;
using System.Text;
using Phoenix.Lab.Host;
using Phoenix.Lab.Runtime;

namespace Phoenix.Lab.Network;

/// <summary>A lab's network on the machine: its namespace, bridge, uplink and address translation. Making it again mends what is missing.</summary>
public sealed class LabNetwork(LabName lab, string stateDirectory, TimeProvider time) : INodeNetwork
{
    // Locally administered; every lab is a network of its own.
    private const string BridgeAddress = "02:70:68:78:00:01";

    private readonly MachineRegistry _registry = new(time);

    /// <summary>Sockets inside the lab.</summary>
    public NamespaceSockets Sockets { get; } = new(lab.NamespacePath);

    /// <summary>Whether the namespace is there.</summary>
    public bool Exists => File.Exists(lab.NamespacePath);

    /// <summary>The lab's uplink, or null when it has none.</summary>
    public static async Task<Uplink?> FindUplinkAsync(LabName lab, CancellationToken cancel) =>
        await MachineRegistry.FindAsync(lab, cancel) is { } entry ? new Uplink(entry.Uplink) : null;

    /// <summary>Makes the network, or completes a half-made one.</summary>
    public async Task<Uplink> EnsureAsync(LabNetworkPlan plan, CancellationToken cancel)
    {
        var uplink = await _registry.JoinAsync(lab, stateDirectory, cancel);
        await EnsureNamespaceAsync(cancel);
        var links = Links(await InsideAsync(["ip", "-o", "link", "show"], cancel));
        if (!links.Contains(plan.Bridge))
        {
            await InsideAsync(["ip", "link", "add", plan.Bridge, "type", "bridge"], cancel);
        }

        if (!links.Contains(Uplink.InsideName))
        {
            // The old end on the machine outlives its namespace for a moment.
            await Machine.RunAsync(MachineCommand.Of("ip", "link", "del", uplink.MachineName), cancel);
            await MustAsync(
                ["ip", "link", "add", uplink.MachineName, "type", "veth", "peer", "name", Uplink.InsideName, "netns", lab.Namespace],
                cancel
            );
        }

        // Before there is a way to the machine.
        await FeedAsync(["nft", "-f", "-"], NatRules.OnMachine(lab, uplink, await MachineServices.ReadAsync(cancel)), cancel);
        await AddressAsync(plan, uplink, cancel);
        await BridgeFilter.EnsureAsync(cancel);
        Settings();
        await PublishAsync(plan, cancel);
        return uplink;
    }

    /// <summary>Sets where port 443 from outside goes.</summary>
    public async Task PublishAsync(LabNetworkPlan plan, CancellationToken cancel) =>
        await FeedAsync(InLab(["nft", "-f", "-"]), NatRules.Inside(plan), cancel);

    /// <summary>Takes the network away. Nothing may run in it any more. Absent already is success.</summary>
    public async Task RemoveAsync(CancellationToken cancel)
    {
        if (await MachineRegistry.FindAsync(lab, cancel) is { } entry)
        {
            // Deleting the namespace would take the veth, too, but only when the kernel gets to it.
            await Machine.RunAsync(MachineCommand.Of("ip", "link", "del", new Uplink(entry.Uplink).MachineName), cancel);
        }

        await Machine.RunAsync(MachineCommand.Of("nft", "delete", "table", "ip", lab.MachineTable), cancel);
        if (Exists)
        {
            await MustAsync(["ip", "netns", "del", lab.Namespace], cancel);
        }

        await _registry.LeaveAsync(lab, cancel);
    }

    /// <inheritdoc />
    public async Task<(int ExitCode, string Output, string Error)> RunAsync(
        ImmutableArray<string> command,
        string input,
        CancellationToken cancel
    )
    {
        var result = await Machine.RunAsync(new MachineCommand(InLab(command)) { Input = Encoding.UTF8.GetBytes(input) }, cancel);
        return (result.ExitCode, result.Text, result.Error);
    }

    /// <inheritdoc />
    public string PortOf(int vmid, int index) => GuestPort.NameOf(vmid, index);

    /// <summary>A command as it must be written to run inside the lab. Not <c>ip netns exec</c>: it mounts /sys anew and hides the control groups from LXC.</summary>
    internal ImmutableArray<string> InLab(ImmutableArray<string> command) => ["nsenter", "--net=" + lab.NamespacePath, "--", .. command];

    /// <summary>Interface names in the output of <c>ip -o link</c>, without the part after <c>@</c>.</summary>
    internal static ImmutableHashSet<string> Links(string output) =>
        [
            .. output
                .Split('\n', StringSplitOptions.RemoveEmptyEntries)
                .Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1].TrimEnd(':').Split('@')[0]),
        ];

    private async Task EnsureNamespaceAsync(CancellationToken cancel)
    {
        if (!Exists)
        {
            await MustAsync(["ip", "netns", "add", lab.Namespace], cancel);
            return;
        }

        // A file without a mount is what a killed `ip netns add` leaves behind.
        if ((await Machine.RunAsync(new MachineCommand(InLab(["true"])), cancel)).ExitCode != 0)
        {
            await MustAsync(["ip", "netns", "del", lab.Namespace], cancel);
            await MustAsync(["ip", "netns", "add", lab.Namespace], cancel);
        }
    }

    private async Task AddressAsync(LabNetworkPlan plan, Uplink uplink, CancellationToken cancel)
    {
        var length = plan.Subnet.PrefixLength;
        // The host's address first: the kernel prefers the first one of a subnet, and what the host sends must not look like the gateway's.
        // A bridge without an address of its own has the lowest of its ports': it would change with the guests, and who knows it by the
        // old one would be cut off for as long as neighbours are remembered.
        var inside = $"""
            link set lo up
            link set {plan.Bridge} address {BridgeAddress}
            addr replace {plan.Host}/{length} dev {plan.Bridge}
            addr replace {plan.Gateway}/{length} dev {plan.Bridge}
            link set {plan.Bridge} up
            addr replace {uplink.Inside}/30 dev {Uplink.InsideName}
            link set {Uplink.InsideName} up
            route replace default via {uplink.Machine}

            """;
        await FeedAsync(InLab(["ip", "-batch", "-"]), inside, cancel);
        var machine = $"""
            addr replace {uplink.Machine}/30 dev {uplink.MachineName}
            link set {uplink.MachineName} up

            """;
        await FeedAsync(["ip", "-batch", "-"], machine, cancel);
    }

    private void Settings() =>
        Sockets.Inside(() =>
        {
            File.WriteAllText("/proc/sys/net/ipv4/ip_forward", "1");
            // Between guests the packets stay on the bridge; without this the firewall would never see them.
            foreach (var name in new[] { "bridge-nf-call-iptables", "bridge-nf-call-ip6tables" })
            {
                if (File.Exists("/proc/sys/net/bridge/" + name))
                {
                    File.WriteAllText("/proc/sys/net/bridge/" + name, "1");
                }
            }

            return true;
        });

    private async Task<string> InsideAsync(ImmutableArray<string> command, CancellationToken cancel) =>
        await MustAsync(InLab(command), cancel);

    private static async Task<string> MustAsync(ImmutableArray<string> command, CancellationToken cancel) =>
        (await Machine.MustAsync(new MachineCommand(command), "the lab's network", cancel)).Text;

    private static async Task FeedAsync(ImmutableArray<string> command, string input, CancellationToken cancel) =>
        await Machine.MustAsync(new MachineCommand(command) { Input = Encoding.UTF8.GetBytes(input) }, "the lab's network", cancel);
}
