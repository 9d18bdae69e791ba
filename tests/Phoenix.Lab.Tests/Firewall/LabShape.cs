using System.Collections.Immutable;
using System.Text;
using Phoenix.Lab.Firewall;
using Phoenix.Lab.Runtime;
using Phoenix.Topology;

namespace Phoenix.Lab.Tests.Firewall;

/// <summary>A platform's network in the shape of a lab: one namespace carries the host's and the gateway's address on its bridge and routes to an outside beyond it.</summary>
internal sealed class LabShape : INodeNetwork, IScratchEnds, IDisposable
{
    private readonly Platform platform;
    private readonly NetworkNamespace node = new();
    private readonly NetworkNamespace outside = new();
    private readonly ImmutableSortedDictionary<int, NetworkNamespace> guests;

    private LabShape(Platform platform)
    {
        this.platform = platform;
        guests = platform.Guests.ToImmutableSortedDictionary(guest => guest.Id, _ => new NetworkNamespace());
    }

    public static async Task<LabShape> BuildAsync(Platform platform, CancellationToken cancel)
    {
        var shape = new LabShape(platform);
        try
        {
            await shape.WireAsync(cancel);
            return shape;
        }
        catch
        {
            shape.Dispose();
            throw;
        }
    }

    public NetworkNamespace Of(PacketEnd end) =>
        end switch
        {
            PacketEnd.Host => node,
            PacketEnd.Outside => outside,
            PacketEnd.OfGuest guest => guests[guest.Vmid],
            _ => throw new ArgumentOutOfRangeException(nameof(end)),
        };

    public Task<(int ExitCode, string Output, string Error)> RunAsync(
        ImmutableArray<string> command,
        string input,
        CancellationToken cancel
    ) => node.RunAsync(command, input, cancel);

    public string PortOf(int vmid, int index) => $"veth{vmid}i{index}";

    public void Dispose()
    {
        foreach (var space in guests.Values.Append(node).Append(outside))
        {
            space.Dispose();
        }
    }

    private async Task WireAsync(CancellationToken cancel)
    {
        var (bridge, length) = (platform.Network.Bridge, platform.Network.Subnet.PrefixLength);
        await MustAsync(
            node,
            ["ip", "-batch", "-"],
            $"""
            link set lo up
            link add {bridge} type bridge forward_delay 0
            link set {bridge} up
            addr replace {platform.Network.Host}/{length} dev {bridge}
            addr replace {platform.Network.Gateway}/{length} dev {bridge}
            link add uplink0 type veth peer name eth0 netns {outside.ProcessId}
            addr add 100.64.0.2/30 dev uplink0
            link set uplink0 up
            route add default via 100.64.0.1

            """,
            cancel
        );
        await MustAsync(node, ["sysctl", "-q", "-w", "net.ipv4.ip_forward=1"], "", cancel);
        await MustAsync(
            outside,
            ["ip", "-batch", "-"],
            $"""
            link set lo up
            addr add 100.64.0.1/30 dev eth0
            addr add {PlanMatrix.Internet}/32 dev eth0
            link set eth0 up
            route add {platform.Network.Subnet} via 100.64.0.2

            """,
            cancel
        );
        foreach (var guest in platform.Guests)
        {
            await PlugAsync(guest, cancel);
        }
    }

    private async Task PlugAsync(Guest guest, CancellationToken cancel)
    {
        var port = PortOf(guest.Id, 0);
        var outer = new StringBuilder();
        outer.Append($"link add {port} type veth peer name eth0 address {PlanMatrix.MacOf(guest)} netns {guests[guest.Id].ProcessId}\n");
        outer.Append($"link set {port} master {platform.Network.Bridge}\nlink set {port} up\n");
        await MustAsync(node, ["ip", "-batch", "-"], outer.ToString(), cancel);
        var inner = new StringBuilder("link set lo up\nlink set eth0 up\n");
        inner.Append($"addr add {guest.Address}/{platform.Network.Subnet.PrefixLength} dev eth0\n");
        inner.Append($"route add default via {platform.Network.Gateway}\n");
        await MustAsync(guests[guest.Id], ["ip", "-batch", "-"], inner.ToString(), cancel);
    }

    private static async Task MustAsync(NetworkNamespace space, string[] command, string input, CancellationToken cancel)
    {
        var (exitCode, output, error) = await space.RunAsync(command, input, cancel);
        if (exitCode != 0)
        {
            throw new InvalidOperationException($"{command[0]}: {error}{output}\n{input}");
        }
    }
}
