using System.Collections.Immutable;

namespace Phoenix.Lab.Network;

/// <summary>The address translation of a lab, as rule sets for <c>nft -f</c>. Each replaces its own table in one transaction and touches nothing else.</summary>
internal static class NatRules
{
    /// <summary>The table inside the lab.</summary>
    public const string InsideTable = "phoenix_nat";

    /// <summary>On the machine: what comes from the lab leaves under the machine's own address. It gets out and nowhere else: not to the machine itself, to other labs, or to what a machine's own link offers (a cloud's metadata). Nobody comes in.</summary>
    public static string OnMachine(LabName lab, Uplink uplink, ImmutableArray<MachineService> services)
    {
        var needed = services.SelectMany(Needed).ToArray();
        return $$"""
            table ip {{lab.MachineTable}} {}
            delete table ip {{lab.MachineTable}}
            table ip {{lab.MachineTable}} {
                chain leave {
                    type nat hook postrouting priority srcnat; policy accept;
                    ip saddr {{uplink.Network}} oifname != "{{uplink.MachineName}}" masquerade
                }
                chain to_machine {
                    type filter hook input priority filter; policy accept;
                    iifname != "{{uplink.MachineName}}" accept
                    ct state established,related accept
                    ip protocol icmp accept
            {{string.Concat(needed.Select(rule => $"        {rule}\n"))}}        drop
                }
                chain through_machine {
                    type filter hook forward priority filter; policy accept;
                    oifname "{{uplink.MachineName}}" ct state established,related accept
                    oifname "{{uplink.MachineName}}" drop
                    iifname != "{{uplink.MachineName}}" accept
                    ct state established,related accept
            {{string.Concat(needed.Select(rule => $"        {rule}\n"))}}        oifname "{{Uplink.MachinePrefix}}*" drop
                    ip daddr 169.254.0.0/16 drop
                }
            }

            """;
    }

    /// <summary>Inside the lab: guests leave under the uplink's address, and port 443 from outside goes to the gateway guest with its true source address.</summary>
    public static string Inside(LabNetworkPlan plan)
    {
        var publish = plan.PublishTo is { } guest
            ? $$"""
                    chain arrive {
                        type nat hook prerouting priority dstnat; policy accept;
                        iifname "{{Uplink.InsideName}}" tcp dport 443 dnat to {{guest}}
                    }

                """
            : "";
        return $$"""
            table ip {{InsideTable}} {}
            delete table ip {{InsideTable}}
            table ip {{InsideTable}} {
            {{publish}}    chain leave {
                    type nat hook postrouting priority srcnat; policy accept;
                    ip saddr {{plan.Subnet}} oifname "{{Uplink.InsideName}}" masquerade
                }
            }

            """;
    }

    private static IEnumerable<string> Needed(MachineService service) =>
        service.IsResolver
            ? [$"ip daddr {service.Address} udp dport {service.Port} accept", $"ip daddr {service.Address} tcp dport {service.Port} accept"]
            : [$"ip daddr {service.Address} tcp dport {service.Port} accept"];
}
