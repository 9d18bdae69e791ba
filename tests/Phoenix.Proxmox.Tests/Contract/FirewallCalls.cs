using Phoenix.Proxmox.Firewall;
using Phoenix.Topology;

namespace Phoenix.Proxmox.Tests.Contract;

internal static class FirewallCalls
{
    private const string Node = ClientCalls.Node;
    private static readonly string Digest = new('0', 40);

    private static readonly FirewallRule Rule = new()
    {
        Type = FirewallRuleType.In,
        Action = "ACCEPT",
        Protocol = "tcp",
        Source = "10.0.0.153",
        Destination = "10.0.0.12",
        SourcePort = "1024:65535",
        DestinationPort = "443",
        Interface = "net0",
        Log = "nolog",
        Comment = "everything goes on to Traefik",
    };

    private static readonly FirewallRule Ping = new()
    {
        Type = FirewallRuleType.Out,
        Action = "DROP",
        Protocol = "icmp",
        IcmpType = "echo-request",
        Enabled = false,
    };

    private static readonly FirewallRule Web = new()
    {
        Type = FirewallRuleType.Group,
        Action = "web",
        Macro = null,
    };

    public static IEnumerable<ClientCall> All() =>
        [
            .. Options(),
            .. Lists().SelectMany(list => Rules(list.List, list.Route)),
            .. NameScopes().SelectMany(scope => Names(scope.Scope, scope.Route)),
            new(
                "FirewallGroupsApi.ListAsync",
                "GET /cluster/firewall/groups",
                (client, cancel) => client.Firewall.Groups.ListAsync(cancel)
            ),
            new(
                "FirewallGroupsApi.CreateAsync",
                "POST /cluster/firewall/groups",
                (client, cancel) => client.Firewall.Groups.CreateAsync(new FirewallGroup("web", "doors"), cancel)
            ),
            new(
                "FirewallGroupsApi.DeleteAsync",
                "DELETE /cluster/firewall/groups/{group}",
                (client, cancel) => client.Firewall.Groups.DeleteAsync("web", cancel)
            ),
        ];

    private static IEnumerable<ClientCall> Options()
    {
        yield return new(
            "FirewallApi.ClusterOptionsAsync",
            "GET /cluster/firewall/options",
            (client, cancel) => client.Firewall.ClusterOptionsAsync(cancel)
        );
        yield return new(
            "FirewallApi.SetClusterOptionsAsync",
            "PUT /cluster/firewall/options",
            (client, cancel) =>
                client.Firewall.SetClusterOptionsAsync(
                    new ClusterFirewallOptions
                    {
                        Enabled = true,
                        PolicyIn = "DROP",
                        PolicyOut = "ACCEPT",
                        Ebtables = true,
                        Digest = Digest,
                    },
                    cancel
                )
        );
        yield return new(
            "FirewallApi.NodeOptionsAsync",
            "GET /nodes/{node}/firewall/options",
            (client, cancel) => client.Firewall.NodeOptionsAsync(Node, cancel)
        );
        yield return new(
            "FirewallApi.SetNodeOptionsAsync",
            "PUT /nodes/{node}/firewall/options",
            (client, cancel) =>
                client.Firewall.SetNodeOptionsAsync(
                    Node,
                    new NodeFirewallOptions
                    {
                        Enabled = true,
                        NeighbourDiscovery = true,
                        LogIn = "info",
                        LogOut = "nolog",
                        Nftables = false,
                        Digest = Digest,
                    },
                    cancel
                )
        );
        foreach (var (kind, word) in new[] { (GuestKind.Container, "lxc"), (GuestKind.VirtualMachine, "qemu") })
        {
            yield return new(
                "FirewallApi.GuestOptionsAsync",
                $"GET /nodes/{{node}}/{word}/{{vmid}}/firewall/options",
                (client, cancel) => client.Firewall.GuestOptionsAsync(Node, kind, 101, cancel)
            );
            yield return new(
                "FirewallApi.SetGuestOptionsAsync",
                $"PUT /nodes/{{node}}/{word}/{{vmid}}/firewall/options",
                (client, cancel) => client.Firewall.SetGuestOptionsAsync(Node, kind, 101, GuestOptions(), cancel)
            );
        }
    }

    private static GuestFirewallOptions GuestOptions() =>
        new()
        {
            Enabled = true,
            PolicyIn = "DROP",
            PolicyOut = "REJECT",
            Dhcp = false,
            NeighbourDiscovery = true,
            RouterAdvertisement = false,
            MacFilter = true,
            IpFilter = true,
            LogIn = "warning",
            LogOut = "nolog",
            Digest = Digest,
        };

    private static IEnumerable<(FirewallRuleList List, string Route)> Lists() =>
        [
            (FirewallRuleList.Of(FirewallScope.Cluster), "/cluster/firewall/rules"),
            (FirewallRuleList.Of(FirewallScope.Node(Node)), "/nodes/{node}/firewall/rules"),
            (FirewallRuleList.Of(FirewallScope.Guest(Node, GuestKind.Container, 101)), "/nodes/{node}/lxc/{vmid}/firewall/rules"),
            (FirewallRuleList.Of(FirewallScope.Guest(Node, GuestKind.VirtualMachine, 1002)), "/nodes/{node}/qemu/{vmid}/firewall/rules"),
            (FirewallRuleList.OfGroup("web"), "/cluster/firewall/groups/{group}"),
        ];

    private static IEnumerable<ClientCall> Rules(FirewallRuleList list, string route) =>
        [
            new("FirewallRulesApi.ListAsync", $"GET {route}", (client, cancel) => client.Firewall.Rules.ListAsync(list, cancel)),
            .. new[] { Rule, Ping, Web, Rule with { Macro = "SSH", Protocol = null } }.SelectMany<FirewallRule, ClientCall>(rule =>
                [
                    new(
                        "FirewallRulesApi.PrependAsync",
                        $"POST {route}",
                        (client, cancel) => client.Firewall.Rules.PrependAsync(list, rule, Digest, cancel)
                    ),
                    new(
                        "FirewallRulesApi.ReplaceAsync",
                        $"PUT {route}/{{pos}}",
                        (client, cancel) => client.Firewall.Rules.ReplaceAsync(list, 2, rule, Digest, cancel)
                    ),
                ]
            ),
            new(
                "FirewallRulesApi.MoveAsync",
                $"PUT {route}/{{pos}}",
                (client, cancel) => client.Firewall.Rules.MoveAsync(list, 0, 3, Digest, cancel)
            ),
            new(
                "FirewallRulesApi.DeleteAsync",
                $"DELETE {route}/{{pos}}",
                (client, cancel) => client.Firewall.Rules.DeleteAsync(list, 0, Digest, cancel)
            ),
        ];

    private static IEnumerable<(FirewallScope Scope, string Route)> NameScopes() =>
        [
            (FirewallScope.Cluster, "/cluster/firewall"),
            (FirewallScope.Guest(Node, GuestKind.Container, 101), "/nodes/{node}/lxc/{vmid}/firewall"),
            (FirewallScope.Guest(Node, GuestKind.VirtualMachine, 1002), "/nodes/{node}/qemu/{vmid}/firewall"),
        ];

    private static IEnumerable<ClientCall> Names(FirewallScope scope, string route)
    {
        var alias = new FirewallAlias("office", "192.168.1.0/24", "the office");
        var entry = new FirewallIpSetEntry("10.0.0.0/24", true, "the platform");
        return
        [
            new(
                "FirewallAliasesApi.ListAsync",
                $"GET {route}/aliases",
                (client, cancel) => client.Firewall.Aliases.ListAsync(scope, cancel)
            ),
            new(
                "FirewallAliasesApi.CreateAsync",
                $"POST {route}/aliases",
                (client, cancel) => client.Firewall.Aliases.CreateAsync(scope, alias, cancel)
            ),
            new(
                "FirewallAliasesApi.UpdateAsync",
                $"PUT {route}/aliases/{{name}}",
                (client, cancel) => client.Firewall.Aliases.UpdateAsync(scope, alias, cancel)
            ),
            new(
                "FirewallAliasesApi.DeleteAsync",
                $"DELETE {route}/aliases/{{name}}",
                (client, cancel) => client.Firewall.Aliases.DeleteAsync(scope, "office", cancel)
            ),
            new("FirewallIpSetsApi.ListAsync", $"GET {route}/ipset", (client, cancel) => client.Firewall.IpSets.ListAsync(scope, cancel)),
            new(
                "FirewallIpSetsApi.CreateAsync",
                $"POST {route}/ipset",
                (client, cancel) => client.Firewall.IpSets.CreateAsync(scope, new FirewallIpSet("management", "who may"), cancel)
            ),
            new(
                "FirewallIpSetsApi.DeleteAsync",
                $"DELETE {route}/ipset/{{name}}",
                (client, cancel) => client.Firewall.IpSets.DeleteAsync(scope, "management", cancel)
            ),
            new(
                "FirewallIpSetsApi.EntriesAsync",
                $"GET {route}/ipset/{{name}}",
                (client, cancel) => client.Firewall.IpSets.EntriesAsync(scope, "management", cancel)
            ),
            new(
                "FirewallIpSetsApi.AddAsync",
                $"POST {route}/ipset/{{name}}",
                (client, cancel) => client.Firewall.IpSets.AddAsync(scope, "management", entry, cancel)
            ),
            new(
                "FirewallIpSetsApi.RemoveAsync",
                $"DELETE {route}/ipset/{{name}}/{{cidr}}",
                (client, cancel) => client.Firewall.IpSets.RemoveAsync(scope, "management", "10.0.0.0/24", cancel)
            ),
        ];
    }
}
