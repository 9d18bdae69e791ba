namespace Phoenix.Lab.Tests.Api;

public sealed class LxcTests
{
    [Fact]
    public async Task Version_names_the_followed_release_and_that_it_is_the_lab()
    {
        await using var node = await LabNode.StartAsync();
        var answer = await node.GetAsync("version");
        answer.Status.ShouldBe(200);
        answer.Data!["version"]!.GetValue<string>().ShouldBe("8.4.1");
        answer.Data["repoid"]!.GetValue<string>().ShouldBe("phoenix-lab");
    }

    [Fact]
    public async Task Container_is_created_started_stopped_and_destroyed()
    {
        await using var node = await LabNode.StartAsync();
        var created = await node.TaskAsync(
            node.PostAsync(
                "nodes/pve1/lxc",
                ("vmid", "101"),
                ("ostemplate", LabNode.Template),
                ("rootfs", "local:4"),
                ("hostname", "nginx"),
                ("memory", "256"),
                ("unprivileged", "1"),
                ("features", "nesting=1"),
                ("net0", "ip=10.0.0.153/24,bridge=vmbr0,gw=10.0.0.1,name=eth0,firewall=1,hwaddr=BC:24:11:00:00:01"),
                ("tags", "web;Phoenix")
            )
        );
        created.ShouldBe("OK");
        var config = (await node.GetAsync("nodes/pve1/lxc/101/config")).Data!;
        config["net0"]!
            .GetValue<string>()
            .ShouldBe("name=eth0,bridge=vmbr0,firewall=1,gw=10.0.0.1,hwaddr=BC:24:11:00:00:01,ip=10.0.0.153/24,type=veth");
        config["tags"]!.GetValue<string>().ShouldBe("phoenix;web");
        config["memory"]!.GetValue<long>().ShouldBe(256);
        config["rootfs"]!.GetValue<string>().ShouldBe("local:101/vm-101-disk-0.raw,size=4G");
        node.Runtime.Guests[101].BaseImage.ShouldBe("debian-13");
        node.Runtime.Guests[101].Nesting.ShouldBeTrue();

        (await node.TaskAsync(node.PostAsync("nodes/pve1/lxc/101/status/start"))).ShouldBe("OK");
        var current = (await node.GetAsync("nodes/pve1/lxc/101/status/current")).Data!;
        current["status"]!.GetValue<string>().ShouldBe("running");
        (await node.DeleteAsync("nodes/pve1/lxc/101")).Reason.ShouldBe("unable to destroy CT 101 - container is running");
        (await node.TaskAsync(node.PostAsync("nodes/pve1/lxc/101/status/stop"))).ShouldBe("OK");
        (await node.TaskAsync(node.DeleteAsync("nodes/pve1/lxc/101"))).ShouldBe("OK");
        (await node.GetAsync("nodes/pve1/lxc/101/config")).Reason.ShouldBe("Configuration file 'nodes/pve1/lxc/101.conf' does not exist");
        node.Runtime.Guests.ShouldBeEmpty();
    }

    [Fact]
    public async Task State_survives_the_death_of_the_daemon()
    {
        var first = await LabNode.StartAsync();
        await first.TaskAsync(
            first.PostAsync("nodes/pve1/lxc", ("vmid", "101"), ("ostemplate", LabNode.Template), ("description", "two\nlines: 1%"))
        );
        var before = await first.GetAsync("nodes/pve1/lxc/101/config");
        await first.DisposeAsync();
        await using var second = await LabNode.StartAsync(directory: first.Directory, runtime: first.Runtime);
        second.Api.Secret.ShouldBe(first.Api.Secret);
        second.Api.Fingerprint.ShouldBe(first.Api.Fingerprint);
        var after = await second.GetAsync("nodes/pve1/lxc/101/config");
        after.Data!.ToJsonString().ShouldBe(before.Data!.ToJsonString());
        after.Data["description"]!.GetValue<string>().ShouldBe("two\nlines: 1%\n");
        (await second.GetAsync("nodes/pve1/tasks")).Data!.AsArray().Count.ShouldBe(1);
    }
}
