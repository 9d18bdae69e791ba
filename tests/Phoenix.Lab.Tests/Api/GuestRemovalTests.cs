using Phoenix.Lab.Api;
using Phoenix.Lab.Api.Config;
using Phoenix.Lab.Api.Firewall;
using Phoenix.Lab.Api.Pools;
using Phoenix.Lab.Tests.Api.Fakes;

namespace Phoenix.Lab.Tests.Api;

/// <summary>Guests go to the end, whenever the daemon dies and whatever is done at the same time.</summary>
public sealed class GuestRemovalTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("lxc", "101")]
    [InlineData("qemu-server", "1001")]
    public async Task Removal_that_a_killed_daemon_broke_off_is_finished_by_the_next(string folder, string vmid)
    {
        var first = await LabNode.StartAsync();
        await CreateAsync(first, folder, vmid);
        var config = Path.Combine(first.Directory, "state", folder, vmid + ".conf");
        await first.DisposeAsync();
        await File.WriteAllTextAsync(config, "lock: destroyed\n" + await File.ReadAllTextAsync(config, Cancel), Cancel);

        await using var second = await LabNode.StartAsync(directory: first.Directory, runtime: first.Runtime);

        second.Runtime.Calls.ShouldContain($"destroy {vmid}");
        second.Api.Guests.ShouldBeEmpty();
        File.Exists(config).ShouldBeFalse();
    }

    [Theory]
    [InlineData("lxc", "101", "nodes/pve1/lxc/101")]
    [InlineData("qemu-server", "1001", "nodes/pve1/qemu/1001")]
    public async Task Guest_whose_removal_failed_can_be_removed_again_and_nothing_else(string folder, string vmid, string path)
    {
        await using var node = await LabNode.StartAsync();
        await CreateAsync(node, folder, vmid);
        node.Runtime.DestructionFailure = new IOException("busy");
        (await node.TaskAsync(node.DeleteAsync(path))).ShouldContain("busy");
        (await node.GetAsync(path + "/config")).Data!["lock"]!.GetValue<string>().ShouldBe("destroyed");

        node.Runtime.DestructionFailure = null;

        (await node.TaskAsync(node.DeleteAsync(path))).ShouldBe("OK");
        node.Api.Guests.ShouldBeEmpty();
    }

    [Fact]
    public async Task Firewall_file_that_is_being_changed_does_not_outlive_its_guest()
    {
        var directory = Directory.CreateTempSubdirectory("phoenix-removal-");
        var state = directory.FullName;
        using var firewall = new FirewallStore(Path.Combine(state, "firewall"), "pve", new FakeEnforcer());
        var node = new NodeServices(
            new NodeApiOptions
            {
                NodeName = "pve",
                StorageRoot = state,
                StateDirectory = state,
            },
            new GuestStore(state, "pve", TimeSpan.FromSeconds(1), TimeProvider.System),
            new GuestOrigins(Path.Combine(state, "origins")),
            null!,
            new PoolStore(Path.Combine(state, "pools.cfg")),
            firewall,
            null!,
            null!,
            null!,
            TimeProvider.System
        );
        using var entered = new ManualResetEventSlim();
        using var go = new ManualResetEventSlim();
        var change = Task.Run(
            () =>
                firewall.ChangeAsync(
                    new FirewallLevel.Guest(101),
                    text =>
                    {
                        entered.Set();
                        go.Wait(Cancel);
                        return text + "[OPTIONS]\n\nenable: 1\n\n";
                    },
                    () => [],
                    Cancel
                ),
            Cancel
        );
        entered.Wait(Cancel);

        var removal = GuestRemoval.ForgetAsync(node, 101, Cancel);
        go.Set();
        await Task.WhenAll(change, removal);

        firewall.Files.Guests.ShouldBeEmpty();
        directory.Delete(recursive: true);
    }

    [Fact]
    public async Task Origin_that_is_forgotten_while_it_is_read_is_unknown_and_no_error()
    {
        var directory = Directory.CreateTempSubdirectory("phoenix-origins-");
        var origins = new GuestOrigins(directory.FullName);
        using var stop = new CancellationTokenSource();
        var changes = Task.Run(
            () =>
            {
                while (!stop.IsCancellationRequested)
                {
                    File.WriteAllText(Path.Combine(directory.FullName, "101"), "debian-13\n");
                    origins.Remove(101);
                }
            },
            Cancel
        );

        for (var turn = 0; turn < 20_000; turn++)
        {
            origins.Find(101).ShouldBeOneOf("", "debian-13");
        }

        await stop.CancelAsync();
        await changes;
        directory.Delete(recursive: true);
    }

    private static async Task CreateAsync(LabNode node, string folder, string vmid)
    {
        var created =
            folder == "lxc"
                ? await node.TaskAsync(node.PostAsync("nodes/pve1/lxc", ("vmid", vmid), ("ostemplate", LabNode.Template)))
                : await node.TaskAsync(node.PostAsync("nodes/pve1/qemu", ("vmid", vmid), ("memory", "512")));
        created.ShouldBe("OK");
    }
}
