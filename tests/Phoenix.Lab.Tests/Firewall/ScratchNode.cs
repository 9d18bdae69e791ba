using System.Collections.Immutable;
using System.Net;
using System.Text;
using Phoenix.Lab.Firewall;
using Phoenix.Lab.Runtime;

namespace Phoenix.Lab.Tests.Firewall;

/// <summary>The recorded node rebuilt from namespaces: a bridge with the host's address, five guests on it, and the outside on another of its ports. Neighbours are pinned, as they were then.</summary>
internal sealed class ScratchNode : INodeNetwork, IScratchEnds, IDisposable
{
    private static readonly ImmutableArray<int> Vmids = [901, 902, 903, 904, 905];
    private readonly NetworkNamespace node = new();
    private readonly NetworkNamespace outside = new();
    private readonly ImmutableSortedDictionary<int, NetworkNamespace> guests = Vmids.ToImmutableSortedDictionary(
        vmid => vmid,
        _ => new NetworkNamespace()
    );

    public static async Task<ScratchNode> BuildAsync(CancellationToken cancel)
    {
        var scratch = new ScratchNode();
        try
        {
            await scratch.WireAsync(cancel);
            return scratch;
        }
        catch
        {
            scratch.Dispose();
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

    public static string MacOf(PacketEnd end) =>
        end switch
        {
            PacketEnd.Host => "02:00:00:00:00:02",
            PacketEnd.Outside => "02:00:00:00:00:50",
            PacketEnd.OfGuest guest => $"bc:24:11:aa:9a:{guest.Vmid - 810}",
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
        await IpAsync(
            node,
            [
                "link set lo up",
                $"link add vmbr0 address {MacOf(new PacketEnd.Host())} type bridge forward_delay 0 mcast_snooping 0",
                "link set vmbr0 up",
                .. Plug("out0", outside),
                .. guests.SelectMany(guest => Plug(PortOf(guest.Key, 0), guest.Value)),
                "address add 10.10.10.2/24 dev vmbr0",
                "address add fd00:10::2/64 dev vmbr0 nodad",
                "route add default via 10.10.10.1",
                "route add default via fd00:10::1",
                .. Neighbours("vmbr0", "10.10.10.2"),
            ],
            cancel
        );
        await IpAsync(
            outside,
            [
                "link set lo up",
                $"link set eth0 address {MacOf(new PacketEnd.Outside())}",
                "link set eth0 up",
                .. new[]
                {
                    "10.10.10.50/24",
                    "10.10.10.1/24",
                    "192.168.7.5/32",
                    "203.0.113.9/32",
                    "198.51.100.7/32",
                    "172.16.5.5/32",
                }.Select(address => $"address add {address} dev eth0"),
                .. new[] { "fd00:10::50/64", "fd00:10::1/64", "2001:db8::9/128" }.Select(address =>
                    $"address add {address} dev eth0 nodad"
                ),
                .. Neighbours("eth0", ""),
            ],
            cancel
        );
        foreach (var (vmid, space) in guests)
        {
            await IpAsync(
                space,
                [
                    "link set lo up",
                    $"link set eth0 address {MacOf(new PacketEnd.OfGuest(vmid))}",
                    "link set eth0 up",
                    $"address add 10.10.10.{vmid - 810}/24 dev eth0",
                    $"address add fd00:10::{vmid - 810}/64 dev eth0 nodad",
                    "route add default via 10.10.10.1",
                    "route add default via fd00:10::1",
                    .. Neighbours("eth0", $"10.10.10.{vmid - 810}"),
                ],
                cancel
            );
        }
    }

    private static IEnumerable<string> Plug(string port, NetworkNamespace into) =>
        [$"link add {port} type veth peer name eth0 netns {into.ProcessId}", $"link set {port} master vmbr0", $"link set {port} up"];

    private static IEnumerable<string> Neighbours(string device, string own)
    {
        var ends = Vmids
            .Select(vmid => (Host: vmid - 810, Mac: MacOf(new PacketEnd.OfGuest(vmid))))
            .Append((Host: 2, Mac: MacOf(new PacketEnd.Host())))
            .Append((Host: 50, Mac: MacOf(new PacketEnd.Outside())))
            .Append((Host: 1, Mac: MacOf(new PacketEnd.Outside())));
        return ends.Where(end => $"10.10.10.{end.Host}" != own)
            .SelectMany(end =>
                new[] { $"10.10.10.{end.Host}", $"fd00:10::{end.Host}" }.Select(address =>
                    $"neighbour replace {address} lladdr {end.Mac} dev {device} nud permanent"
                )
            );
    }

    private static async Task IpAsync(NetworkNamespace space, IEnumerable<string> lines, CancellationToken cancel)
    {
        var batch = new StringBuilder().AppendJoin('\n', lines).Append('\n').ToString();
        var (exitCode, output, error) = await space.RunAsync(["ip", "-batch", "-"], batch, cancel);
        if (exitCode != 0)
        {
            throw new InvalidOperationException($"ip: {error}{output}\n{batch}");
        }
    }
}
