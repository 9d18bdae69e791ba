using System.Collections.Immutable;
using System.Net;
using Phoenix.Proxmox;
using Phoenix.Proxmox.Firewall;
using Phoenix.Topology;

namespace Phoenix.Components.Firewall;

/// <summary>Who manages the node right now from outside its network, Phoenix's own caller among them: nobody is to be locked out by the switch.</summary>
internal static class Operator
{
    // SSH, the API and the web interface, consoles: what Proxmox itself keeps open for the set.
    private static readonly ImmutableArray<string> ManagementPorts = [":22", ":8006", ":3128"];

    /// <summary>The addresses that manage the node and are not let in by the set yet, in order.</summary>
    public static async Task<ImmutableArray<IPAddress>> FindAsync(
        Platform platform,
        ProxmoxClient api,
        IHostShell host,
        CancellationToken cancel
    )
    {
        var caller = await host.RunAsync(ShellCommand.Of("printenv", "SSH_CONNECTION"), cancel);
        var connections = await host.RunAsync(new ShellCommand(Connections), cancel);
        // A connection is not yet a login: of those, only machines of private networks are believed.
        ImmutableArray<IPAddress> found = [.. Caller(caller.Text), .. Peers(connections.Text).Where(IsPrivate)];
        var strangers = found
            .Where(address => !IPAddress.IsLoopback(address) && !platform.Network.Subnet.Contains(address))
            .Distinct()
            .ToList();
        if (strangers.Count == 0)
        {
            return [];
        }

        var entries = await EntriesAsync(api, cancel);
        return [.. strangers.Where(address => !IsLetIn(address, entries)).OrderBy(address => $"{address}", StringComparer.Ordinal)];
    }

    /// <summary>Lets them manage the node. Entries for other machines stay.</summary>
    public static async Task LetInAsync(Platform platform, ProxmoxClient api, IEnumerable<IPAddress> addresses, CancellationToken cancel)
    {
        foreach (var address in addresses)
        {
            // No mark of ownership: what keeps a person in is not taken away as superfluous.
            var comment = $"let in by Phoenix ({platform.Name}): the node was managed from here";
            var entry = new FirewallIpSetEntry($"{address}", Except: false, comment);
            await api.Firewall.IpSets.AddAsync(FirewallScope.Cluster, FirewallNames.Management, entry, cancel);
        }
    }

    /// <summary>The peers in what <c>ss</c> prints: queues, the own end and the peer's, as <c>192.0.2.7:50000</c> or <c>[::ffff:192.0.2.7]:50000</c>.</summary>
    internal static IEnumerable<IPAddress> Peers(string connections) =>
        connections
            .Split('\n')
            .Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries))
            .Where(columns => columns.Length == 4 && columns[3].Contains(':', StringComparison.Ordinal))
            .Select(columns => columns[3][..columns[3].LastIndexOf(':')].Trim('[', ']').Split('%')[0])
            .Select(text => IPAddress.TryParse(text, out var address) ? address : null)
            .OfType<IPAddress>()
            .Select(address => address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address);

    // RFC 1918, RFC 6598, RFC 4193, RFC 4291 (link-local).
    internal static bool IsPrivate(IPAddress address) => PrivateNetworks.Any(network => network.Contains(address));

    private static readonly ImmutableArray<IPNetwork> PrivateNetworks =
    [
        IPNetwork.Parse("10.0.0.0/8"),
        IPNetwork.Parse("172.16.0.0/12"),
        IPNetwork.Parse("192.168.0.0/16"),
        IPNetwork.Parse("100.64.0.0/10"),
        IPNetwork.Parse("fc00::/7"),
        IPNetwork.Parse("fe80::/10"),
    ];

    private static ImmutableArray<string> Connections =>
        ["ss", "-H", "-t", "-n", "state", "established", "(", .. ManagementPorts.SelectMany(port => Alternative(port)).Skip(1), ")"];

    private static ImmutableArray<string> Alternative(string port) => ["or", "sport", "=", port];

    // Where the shell's connection comes from; nothing on the node itself and in the lab.
    private static ImmutableArray<IPAddress> Caller(string connection) =>
        IPAddress.TryParse(connection.Split(' ')[0], out var address) ? [address] : [];

    private static bool IsLetIn(IPAddress address, ImmutableArray<FirewallIpSetEntry> entries) =>
        entries.Any(entry =>
            !entry.Except && (entry.Cidr == $"{address}" || (IPNetwork.TryParse(entry.Cidr, out var network) && network.Contains(address)))
        );

    // A plan may be made before there is the set.
    private static async Task<ImmutableArray<FirewallIpSetEntry>> EntriesAsync(ProxmoxClient api, CancellationToken cancel)
    {
        try
        {
            return await api.Firewall.IpSets.EntriesAsync(FirewallScope.Cluster, FirewallNames.Management, cancel);
        }
        catch (PhoenixException error) when (error.Code == ProxmoxErrors.NotFound)
        {
            return [];
        }
    }
}
