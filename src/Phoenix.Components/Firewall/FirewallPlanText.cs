using System.Collections.Immutable;
using System.Text;
using Phoenix.Proxmox.Firewall;

namespace Phoenix.Components.Firewall;

/// <summary>Writes a plan's levels as Proxmox writes its <c>.fw</c> files: to be read, compared and tried.</summary>
public static class FirewallPlanText
{
    /// <summary><c>cluster.fw</c>.</summary>
    public static string Cluster(FirewallPlan plan)
    {
        var text = new StringBuilder("[OPTIONS]\n\nenable: 1\npolicy_in: DROP\n");
        foreach (var set in plan.Sets.Add(plan.Management))
        {
            Append(text, set);
        }

        return text.ToString();
    }

    /// <summary>The node's <c>host.fw</c>.</summary>
    public static string Node(FirewallPlan plan) => Rules(plan.Node);

    /// <summary>A guest's file.</summary>
    public static string Guest(GuestFirewall guest)
    {
        var text = new StringBuilder("[OPTIONS]\n\nenable: 1\npolicy_in: DROP\npolicy_out: DROP\nipfilter: 1\ndhcp: 0\n");
        if (guest.Sources is { } sources)
        {
            Append(text, sources);
        }

        return text.Append('\n').Append(Rules(guest.Rules)).ToString();
    }

    /// <summary>One rule, e.g. <c>IN ACCEPT -source 10.0.0.12 -p tcp -dport 443 # why</c>.</summary>
    public static string Line(FirewallRule rule)
    {
        var action = rule.Macro is { } macro ? $"{macro}({rule.Action})" : rule.Action;
        var text = new StringBuilder(rule.Enabled ? "" : "|").Append($"{rule.Type.ToString().ToUpperInvariant()} {action}");
        foreach (
            var (option, value) in new[]
            {
                ("-i", rule.Interface),
                ("-source", rule.Source),
                ("-dest", rule.Destination),
                ("-p", rule.Protocol),
                ("-dport", rule.DestinationPort),
                ("-sport", rule.SourcePort),
                ("-icmp-type", rule.IcmpType),
                ("-log", rule.Log),
                ("#", rule.Comment),
            }
        )
        {
            text.Append(value is null ? "" : $" {option} {value}");
        }

        return text.ToString();
    }

    private static string Rules(ImmutableArray<FirewallRule> rules) =>
        $"[RULES]\n\n{string.Concat(rules.Select(rule => Line(rule) + "\n"))}";

    private static void Append(StringBuilder text, FirewallSet set)
    {
        text.Append($"\n[IPSET {set.Name}] # {set.Comment}\n\n");
        foreach (var entry in set.Entries)
        {
            text.Append($"{entry}\n");
        }
    }
}
