namespace Phoenix.Lab.Tests.Api;

/// <summary>What can be seen while a container is being made, and when two are made at once.</summary>
public sealed class CreationTests
{
    [Fact]
    public async Task Container_being_made_shows_only_its_lock_and_makes_others_wait()
    {
        var gate = new TaskCompletionSource();
        await using var node = await LabNode.StartAsync();
        node.Runtime.CreationGate = gate;
        var created = await node.PostAsync("nodes/pve1/lxc", ("vmid", "101"), ("ostemplate", LabNode.Template));
        var config = (await node.GetAsync("nodes/pve1/lxc/101/config")).Data!.AsObject();
        config.Select(static pair => pair.Key).Order().ShouldBe(["digest", "lock"]);
        config["lock"]!.GetValue<string>().ShouldBe("create");
        (await node.GetAsync("cluster/nextid?vmid=101")).Errors!["vmid"]!.GetValue<string>().ShouldBe("VM 101 already exists");
        (await node.PutAsync("nodes/pve1/lxc/101/config", ("cores", "1"))).Reason.ShouldBe(
            "can't lock file '/run/lock/lxc/pve-config-101.lock' - got timeout"
        );
        node.Enforcer.Guests.ShouldBeEmpty();
        gate.SetResult();
        (await node.FinishAsync(created.Data!.GetValue<string>())).ShouldBe("OK");
        (await node.PutAsync("nodes/pve1/lxc/101/config", ("cores", "1"))).Status.ShouldBe(200);
    }

    [Fact]
    public async Task Of_two_creations_with_one_id_one_wins()
    {
        await using var node = await LabNode.StartAsync();
        var answers = await Task.WhenAll(
            Enumerable.Range(0, 8).Select(_ => node.PostAsync("nodes/pve1/lxc", ("vmid", "120"), ("ostemplate", LabNode.Template)))
        );
        answers.Count(static answer => answer.Status == 200).ShouldBe(1);
        answers
            .Where(static answer => answer.Status != 200)
            .ShouldAllBe(static answer => answer.Reason.EndsWith("CT 120 already exists on node 'pve1'", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Two_starts_at_once_both_succeed()
    {
        await using var node = await LabNode.StartAsync();
        await node.TaskAsync(node.PostAsync("nodes/pve1/lxc", ("vmid", "101"), ("ostemplate", LabNode.Template)));
        var starts = await Task.WhenAll(
            node.PostAsync("nodes/pve1/lxc/101/status/start"),
            node.PostAsync("nodes/pve1/lxc/101/status/start")
        );
        foreach (var start in starts.Where(static start => start.Status == 200))
        {
            (await node.FinishAsync(start.Data!.GetValue<string>())).ShouldBe("OK");
        }
        node.Runtime.Calls.Count(static call => call == "start 101").ShouldBe(1);
    }

    [Fact]
    public async Task Creation_that_fails_leaves_nothing()
    {
        await using var node = await LabNode.StartAsync();
        var status = await node.TaskAsync(
            node.PostAsync("nodes/pve1/lxc", ("vmid", "101"), ("ostemplate", "local:vztmpl/nix.tar.gz"), ("rootfs", "local:1"))
        );
        status.ShouldBe("unable to create CT 101 - volume 'local:vztmpl/nix.tar.gz' does not exist");
        (await node.GetAsync("nodes/pve1/storage/local/content?content=rootdir")).Data!.AsArray().ShouldBeEmpty();
        (await node.GetAsync("cluster/nextid")).Data!.GetValue<string>().ShouldBe("100");
    }

    [Fact]
    public async Task Creation_broken_off_by_the_daemons_death_is_taken_back()
    {
        var first = await LabNode.StartAsync();
        first.Runtime.CreationGate = new TaskCompletionSource();
        await first.PostAsync("nodes/pve1/lxc", ("vmid", "101"), ("ostemplate", LabNode.Template));
        // Not disposed: killed. Its files are as they are in the middle of the work.
        await using var second = await LabNode.StartAsync(directory: first.Directory);
        (await second.GetAsync("nodes/pve1/lxc")).Data!.AsArray().ShouldBeEmpty();
        var task = (await second.GetAsync("nodes/pve1/tasks")).Data![0]!;
        task["status"]!.GetValue<string>().ShouldBe("unexpected status");
        second.Runtime.Calls.ShouldContain("destroy 101");
        await first.DisposeAsync();
    }

    [Fact]
    public async Task Empty_log_says_no_content()
    {
        await using var node = await LabNode.StartAsync();
        node.Runtime.Deaf[101] = true;
        await node.TaskAsync(node.PostAsync("nodes/pve1/lxc", ("vmid", "101"), ("ostemplate", LabNode.Template)));
        await node.TaskAsync(node.PostAsync("nodes/pve1/lxc/101/status/start"));
        var upid = (await node.PostAsync("nodes/pve1/lxc/101/status/shutdown", ("timeout", "30"))).Data!.GetValue<string>();
        var log = await node.GetAsync($"nodes/pve1/tasks/{Uri.EscapeDataString(upid)}/log");
        log.Data!.ToJsonString().ShouldBe("""[{"n":1,"t":"no content"}]""");
        log.Json["total"]!.GetValue<int>().ShouldBe(1);
        (await node.DeleteAsync($"nodes/pve1/tasks/{Uri.EscapeDataString(upid)}")).Status.ShouldBe(200);
        (await node.FinishAsync(upid)).ShouldBe("unexpected status");
        node.Runtime.Running.ShouldContainKey(101);
    }
}
