using System.Collections.Immutable;

namespace Phoenix.Lab.Firewall;

/// <summary>Makes chain rules of the rules of a file for one direction. A rule that cannot be resolved gives none, as the real compiler skips it.</summary>
internal sealed class RuleCompiler(FirewallScope scope, Func<string, InterfaceMatch> interfaces)
{
    public ImmutableArray<ChainRule> Compile(ImmutableArray<FirewallRule> rules, RuleDirection direction) =>
        [.. rules.Where(rule => rule.Enabled).SelectMany(rule => Compile(rule, direction))];

    private IEnumerable<ChainRule> Compile(FirewallRule rule, RuleDirection direction)
    {
        var on = rule.Interface is null ? InterfaceMatch.Any : interfaces(rule.Interface);
        if (on == InterfaceMatch.Never)
        {
            return [];
        }

        if (rule.Direction == RuleDirection.Group)
        {
            // Names in a group are the cluster's; an unknown group is an empty chain.
            return scope.Cluster.Groups.TryGetValue(rule.Action, out var group)
                ? new RuleCompiler(scope with { Guest = null }, interfaces).Compile(group, direction)
                : [];
        }

        return rule.Direction == direction
            ? Expand(rule).SelectMany(One).Select(match => new ChainRule(On(match, on), ActionOf(rule)))
            : [];
    }

    private static Match On(Match match, InterfaceMatch on) => on.Name is null ? match : match with { OtherInterface = on.Name };

    private static ChainAction ActionOf(FirewallRule rule) =>
        rule.Action switch
        {
            "ACCEPT" => ChainAction.Accept,
            "DROP" => ChainAction.Drop,
            _ => ChainAction.Reject,
        };

    /// <summary>A rule for each entry of the rule's macro; none when the macro is unknown or says something else than the rule.</summary>
    private static IEnumerable<FirewallRule> Expand(FirewallRule rule)
    {
        if (rule.Macro is null)
        {
            return [rule];
        }

        return (FirewallMacros.Named(rule.Macro)?.Entries ?? [])
            .Where(entry => rule.Protocol is null || rule.Protocol == entry.Protocol)
            .Where(entry => rule.DestinationPorts is null || entry.Ports is null || rule.DestinationPorts == entry.Ports)
            .Select(entry => rule with { Protocol = entry.Protocol, DestinationPorts = entry.Ports ?? rule.DestinationPorts });
    }

    private IEnumerable<Match> One(FirewallRule rule)
    {
        var source = rule.Source is null ? null : scope.Addresses(rule.Source);
        var destination = rule.Destination is null ? null : scope.Addresses(rule.Destination);
        if ((rule.Source is not null && source is null) || (rule.Destination is not null && destination is null))
        {
            return [];
        }

        var match = new Match { Source = source, Destination = destination };
        return rule.Protocol is null
            ? rule is { DestinationPorts: null, SourcePorts: null, IcmpType: null }
                ? [match]
                : []
            : ProtocolNames.NumberOf(rule.Protocol) is { } protocol && WithProtocol(match, rule, protocol) is { } full
                ? [full]
                : [];
    }

    private static Match? WithProtocol(Match match, FirewallRule rule, int protocol) =>
        protocol is ProtocolNames.Icmp or ProtocolNames.IcmpV6 ? WithIcmp(match, rule, protocol) : WithPorts(match, rule, protocol);

    private static Match? WithIcmp(Match match, FirewallRule rule, int protocol)
    {
        // Given as -icmp-type a number is refused; given as -dport it is taken.
        var type =
            rule.IcmpType is { } name ? IcmpTypes.Named(name, protocol)
            : rule.DestinationPorts is { } port
                ? byte.TryParse(port, out var number) ? new IcmpType(number)
                    : IcmpTypes.Named(port, protocol)
            : null;
        if (rule.SourcePorts is not null || (type is null && (rule.IcmpType ?? rule.DestinationPorts) is not null))
        {
            return null;
        }

        var family = protocol == ProtocolNames.Icmp ? AddressFamily.IPv4 : AddressFamily.IPv6;
        return match with { Family = family, Protocol = protocol, Icmp = type };
    }

    private static Match? WithPorts(Match match, FirewallRule rule, int protocol)
    {
        var source = rule.SourcePorts is null ? null : PortSet.Parse(rule.SourcePorts);
        var destination = rule.DestinationPorts is null ? null : PortSet.Parse(rule.DestinationPorts);
        var lost = (rule.SourcePorts is not null && source is null) || (rule.DestinationPorts is not null && destination is null);
        var misplaced = (source ?? destination) is not null && !ProtocolNames.HasPorts(protocol);
        return lost || misplaced || rule.IcmpType is not null
            ? null
            : match with
            {
                Protocol = protocol,
                SourcePorts = source,
                DestinationPorts = destination,
            };
    }
}

/// <summary>What a rule's <c>-i</c> means for the chain being made.</summary>
/// <param name="Kind">Whether it matters.</param>
/// <param name="Name">The interface that must be rendered, or null.</param>
internal sealed record InterfaceMatch(string Kind, string? Name)
{
    /// <summary>All traffic of the chain passes there.</summary>
    public static readonly InterfaceMatch Any = new("any", null);

    /// <summary>The rule belongs to another interface and is left out.</summary>
    public static readonly InterfaceMatch Never = new("never", null);

    public static InterfaceMatch Named(string name) => new("named", name);
}
