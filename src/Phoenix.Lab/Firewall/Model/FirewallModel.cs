using System.Collections.Immutable;
using Phoenix.Lab.Runtime;

namespace Phoenix.Lab.Firewall;

/// <summary>
/// The firewall of a node, compiled: ordered chains for the host and for every guarded interface. It answers what happens to a packet
/// (<see cref="Decide"/>) and is what the nftables rules are made from, so that both say the same.
/// </summary>
public sealed record FirewallModel
{
    /// <summary>The cluster's switch is on; off means that everything is open.</summary>
    public bool IsEnabled { get; init; }

    /// <summary>Packets of no connection pass the guests' part (the host's option <c>nf_conntrack_allow_invalid</c>).</summary>
    internal bool AllowsInvalid { get; init; }

    /// <summary>The host's chains; null when the host's switch is off: it is open.</summary>
    internal Chain? HostIn { get; init; }

    internal Chain? HostOut { get; init; }

    internal ImmutableArray<GuestPort> Ports { get; init; } = [];

    internal ImmutableArray<Chain> RejectChains { get; init; } = [];

    /// <summary>The node it was compiled for.</summary>
    public required FirewallNode Node { get; init; }

    /// <summary>Lines of the three levels that could not be read, by file (<c>cluster</c>, <c>host</c> or the guest's id).</summary>
    public ImmutableArray<(string File, SkippedLine Line)> Skipped { get; init; } = [];

    /// <summary>Compiles the files. Whatever they hold, the result is a model: what cannot be read has no effect and is in <see cref="Skipped"/>.</summary>
    /// <param name="files">The three levels.</param>
    /// <param name="guests">All guests with the interfaces in force.</param>
    /// <param name="node">The node.</param>
    /// <param name="portOf">The bridge port of a guest's interface, from id and index.</param>
    public static FirewallModel Compile(
        FirewallFiles files,
        ImmutableArray<GuestDefinition> guests,
        FirewallNode node,
        Func<int, int, string> portOf
    )
    {
        var cluster = FirewallText.Parse(files.Cluster);
        var host = FirewallText.Parse(files.Host);
        var own = files.Guests.ToImmutableDictionary(file => file.Key, file => FirewallText.Parse(file.Value));
        var always = new FixedRules(node);
        var hostChains = new HostCompiler(always, node, cluster, host);
        var guestChains = new GuestCompiler(always, cluster, host);
        return new()
        {
            IsEnabled = cluster.IsOn("enable"),
            AllowsInvalid = host.IsOn("nf_conntrack_allow_invalid"),
            HostIn = host.IsOff("enable") ? null : hostChains.In(),
            HostOut = host.IsOff("enable") ? null : hostChains.Out(),
            Ports =
            [
                .. guests
                    .OrderBy(guest => guest.Vmid)
                    .SelectMany(guest =>
                        guest
                            .Interfaces.Where(port => port.Firewall)
                            .Select(port =>
                                guestChains.Compile(
                                    guest,
                                    port,
                                    portOf(guest.Vmid, port.Index),
                                    own.GetValueOrDefault(guest.Vmid, FirewallConfig.Empty)
                                )
                            )
                    ),
            ],
            RejectChains = always.RejectChains,
            Node = node,
            Skipped =
            [
                .. cluster.Skipped.Select(line => ("cluster", line)),
                .. host.Skipped.Select(line => ("host", line)),
                .. own.OrderBy(file => file.Key).SelectMany(file => file.Value.Skipped.Select(line => ($"{file.Key}", line))),
            ],
        };
    }

    /// <summary>What happens to a packet on its way through the node.</summary>
    public FirewallVerdict Decide(Packet packet) => new PacketPath(this, packet).Decide();
}
