namespace Phoenix.Lab.Network;

/// <summary>The address translation of a lab, as rule sets for <c>nft -f</c>. Each replaces its own table in one transaction and touches nothing else.</summary>
internal static class NatRules
{
    /// <summary>The table inside the lab.</summary>
    public const string InsideTable = "phoenix_nat";

    /// <summary>On the machine: what comes from the lab leaves under the machine's own address.</summary>
    public static string OnMachine(LabName lab, Uplink uplink) =>
        $$"""
            table ip {{lab.MachineTable}} {}
            delete table ip {{lab.MachineTable}}
            table ip {{lab.MachineTable}} {
                chain leave {
                    type nat hook postrouting priority srcnat; policy accept;
                    ip saddr {{uplink.Network}} oifname != "{{uplink.MachineName}}" masquerade
                }
            }

            """;

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
}
