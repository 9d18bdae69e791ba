namespace Phoenix.Lab.Tests.Api;

public sealed class FirewallTests
{
    [Fact]
    public async Task Rule_is_in_force_before_the_answer()
    {
        await using var node = await LabNode.StartAsync();
        await node.TaskAsync(
            node.PostAsync(
                "nodes/pve1/lxc",
                ("vmid", "101"),
                ("ostemplate", LabNode.Template),
                ("net0", "name=eth0,bridge=vmbr0,firewall=1")
            )
        );
        await node.PutAsync("cluster/firewall/options", ("enable", "1"));
        await node.PostAsync("cluster/firewall/ipset", ("name", "lan"));
        await node.PostAsync("cluster/firewall/ipset/lan", ("cidr", "10.0.0.0/24"));
        await node.PutAsync("nodes/pve1/lxc/101/firewall/options", ("enable", "1"));
        await node.PostAsync(
            "nodes/pve1/lxc/101/firewall/rules",
            ("type", "in"),
            ("action", "ACCEPT"),
            ("proto", "tcp"),
            ("dport", "443"),
            ("source", "+dc/lan"),
            ("enable", "1"),
            ("comment", "why")
        );
        node.Enforcer.Files.Cluster.ShouldBe("[OPTIONS]\n\nenable: 1\n\n[IPSET lan]\n\n10.0.0.0/24\n\n");
        node.Enforcer.Files.Guests[101]
            .ShouldBe("[OPTIONS]\n\nenable: 1\n\n[RULES]\n\nIN ACCEPT -source +dc/lan -p tcp -dport 443 # why\n\n");
        node.Enforcer.Guests[0].Interfaces[0].Firewall.ShouldBeTrue();
    }

    [Fact]
    public async Task Interface_without_the_flag_is_enforced_at_once()
    {
        await using var node = await LabNode.StartAsync();
        await node.TaskAsync(
            node.PostAsync(
                "nodes/pve1/lxc",
                ("vmid", "101"),
                ("ostemplate", LabNode.Template),
                ("net0", "name=eth0,bridge=vmbr0,firewall=1")
            )
        );
        await node.TaskAsync(node.PostAsync("nodes/pve1/lxc/101/status/start"));
        await node.PutAsync("nodes/pve1/lxc/101/config", ("net0", "name=eth0,bridge=vmbr0"));
        node.Enforcer.Guests[0].Interfaces[0].Firewall.ShouldBeFalse();
        node.Runtime.Calls.ShouldContain("replug 101");
    }

    [Fact]
    public async Task Files_survive_the_death_of_the_daemon_and_are_enforced_again()
    {
        var first = await LabNode.StartAsync();
        await first.PostAsync("nodes/pve1/firewall/rules", ("type", "in"), ("action", "DROP"), ("enable", "1"));
        await first.DisposeAsync();
        await using var second = await LabNode.StartAsync(directory: first.Directory);
        second.Enforcer.Files.Host.ShouldBe("[RULES]\n\nIN DROP\n\n");
    }

    [Fact]
    public async Task Firewall_of_a_destroyed_guest_is_forgotten()
    {
        await using var node = await LabNode.StartAsync();
        await node.TaskAsync(node.PostAsync("nodes/pve1/lxc", ("vmid", "101"), ("ostemplate", LabNode.Template)));
        await node.PutAsync("nodes/pve1/lxc/101/firewall/options", ("enable", "1"));
        await node.TaskAsync(node.DeleteAsync("nodes/pve1/lxc/101"));
        node.Enforcer.Files.Guests.ShouldBeEmpty();
    }
}
