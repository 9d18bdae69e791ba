using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Phoenix.Lab.Daemon;
using Phoenix.Lab.Host;
using Phoenix.Lab.Network;
using Phoenix.Topology;

namespace Phoenix.Lab.Tests.Real;

/// <summary>A lab comes, stays, survives and goes.</summary>
[Collection(RealLabs.Name)]
public sealed class LabLifeRealTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Up_gives_a_host_with_systemd_in_the_labs_own_network()
    {
        await using var lab = await RealLab.UpAsync(Cancel);

        (await lab.OnHostAsync(Cancel, "hostname")).Text.ShouldBe("pve\n");
        var addresses = (await lab.OnHostAsync(Cancel, "ip", "-br", "addr", "show", "vmbr0")).Text;
        addresses.ShouldContain("10.0.0.1/24");
        addresses.ShouldContain("10.0.0.13/24");
        (
            await lab.OnHostAsync(
                Cancel,
                "sh",
                "-c",
                "until [ -S /run/systemd/private ]; do sleep 0.05; done; systemctl is-system-running --wait"
            )
        ).Text.ShouldBe("running\n");
        (await lab.OnHostAsync(Cancel, "sh", "-c", "exit 3")).ExitCode.ShouldBe(3);
    }

    [Fact]
    public async Task Command_that_runs_out_of_time_is_ended_on_the_host_too()
    {
        await using var lab = await RealLab.UpAsync(Cancel);
        var shell = lab.Controller.Shell(lab.Settings.Name);

        var failure = await Should.ThrowAsync<PhoenixException>(
            shell.RunAsync(new([.. "sleep 98765".Split(' ')]) { Timeout = TimeSpan.FromSeconds(1) }, Cancel)
        );

        failure.Code.ShouldBe(LabErrors.Timeout);
        (await lab.OnHostAsync(Cancel, "sh", "-c", "cat /proc/[0-9]*/cmdline | tr '\\0' ' '")).Text.ShouldNotContain("sleep 98765");
    }

    [Fact]
    public async Task Down_leaves_nothing_of_the_lab_on_the_machine()
    {
        await using var lab = await RealLab.UpAsync(Cancel);
        await lab.StartGuestAsync(101, 10, Cancel);
        var name = lab.Settings.Name;
        var uplink = (await lab.Controller.ListAsync(Cancel)).ShouldHaveSingleItem().Uplink!.ToString();
        (await TracesAsync(name.Namespace, name.MachineTable, lab.Options.State, uplink)).Count.ShouldBeGreaterThan(3);

        await lab.Controller.DownAsync(name, Cancel);

        (await TracesAsync(name.Namespace, name.MachineTable, lab.Options.State, uplink)).ShouldBeEmpty();
        Directory.GetDirectories("/sys/fs/cgroup", name.ControlGroup, SearchOption.AllDirectories).ShouldBeEmpty();
        Directory.Exists(lab.Directories.Root).ShouldBeFalse();
    }

    [Fact]
    public async Task Bridge_keeps_its_hardware_address_when_guests_come_and_go()
    {
        await using var lab = await RealLab.UpAsync(Cancel);
        var before = await AddressAsync();

        await lab.StartGuestAsync(101, 10, Cancel);
        var with = await AddressAsync();
        await lab.Guests.StopAsync(101, Cancel);

        (with, await AddressAsync()).ShouldBe((before, before));

        async Task<string> AddressAsync() => (await lab.OnHostAsync(Cancel, "cat", "/sys/class/net/vmbr0/address")).Text;
    }

    [Fact]
    public async Task Two_labs_live_side_by_side_with_the_same_addresses()
    {
        await using var one = await RealLab.UpAsync(Cancel);
        await using var other = await RealLab.UpAsync(Cancel);

        await one.StartGuestAsync(101, 10, Cancel);
        await other.StartGuestAsync(101, 10, Cancel);
        await one.ExecuteAsync(101, Cancel, "sh", "-c", "echo one > /etc/whose");
        await other.ExecuteAsync(101, Cancel, "sh", "-c", "echo other > /etc/whose");

        (await one.ExecuteAsync(101, Cancel, "cat", "/etc/whose")).Output.ShouldBe("one\n");
        (await other.ExecuteAsync(101, Cancel, "cat", "/etc/whose")).Output.ShouldBe("other\n");
    }

    [Fact]
    public async Task Lab_of_another_state_directory_is_neither_taken_over_nor_taken_down()
    {
        await using var lab = await RealLab.UpAsync(Cancel);
        var stranger = new LabController(lab.Options with { State = lab.Options.State + "-other" });

        var up = await Should.ThrowAsync<PhoenixException>(stranger.UpAsync(lab.Settings, progress: null, Cancel));
        var down = await Should.ThrowAsync<PhoenixException>(stranger.DownAsync(lab.Settings.Name, Cancel));

        (up.Code, down.Code).ShouldBe((LabErrors.NameTaken, LabErrors.NameTaken));
        (await lab.Controller.ListAsync(Cancel)).ShouldHaveSingleItem().Running.ShouldBeTrue();
        (await lab.OnHostAsync(Cancel, "hostname")).Text.ShouldBe("pve\n");
    }

    [Fact]
    public void State_below_a_directory_that_lets_nobody_through_is_refused_by_its_name()
    {
        var closed = Directory.CreateTempSubdirectory("phoenix-closed-");
        try
        {
            var failure = Should.Throw<PhoenixException>(() =>
                LabController.EnsurePassable(closed.CreateSubdirectory("state").CreateSubdirectory("lab").FullName)
            );

            (failure.Code, failure.Message).ShouldBe((LabErrors.StateClosed, $"{closed.FullName} lets nobody but its owner through"));
        }
        finally
        {
            closed.Delete(recursive: true);
        }
    }

    [Fact]
    public async Task Killed_daemon_is_replaced_and_its_guests_live_on()
    {
        await using var lab = await RealLab.UpAsync(Cancel);
        await lab.StartGuestAsync(101, 10, Cancel);
        var init = (await lab.Guests.ProcessAsync(101, Cancel))!.ProcessId;
        var api = await lab.Controller.ApiAsync(lab.Settings.Name, Cancel);
        Libc.Kill(int.Parse(await File.ReadAllTextAsync(lab.Directories.DaemonPid, Cancel), CultureInfo.InvariantCulture), 9).ShouldBe(0);
        await Eventually(async () => (await lab.Controller.ListAsync(Cancel)).Single().Running.ShouldBeFalse());

        await lab.Controller.UpAsync(lab.Settings, progress: null, Cancel);

        (await lab.Controller.ListAsync(Cancel)).Single().Running.ShouldBeTrue();
        (await lab.Guests.ProcessAsync(101, Cancel))!.ProcessId.ShouldBe(init);
        (await lab.Controller.ApiAsync(lab.Settings.Name, Cancel)).ShouldBe(api);
    }

    [Fact]
    public async Task Lab_whose_namespace_was_taken_away_is_mended()
    {
        await using var lab = await RealLab.UpAsync(Cancel);
        await Machine.MustAsync(MachineCommand.Of("ip", "netns", "del", lab.Settings.Name.Namespace), "breaking the lab", Cancel);

        await lab.Controller.UpAsync(lab.Settings, progress: null, Cancel);

        (await lab.OnHostAsync(Cancel, "ip", "-br", "addr", "show", "vmbr0")).Text.ShouldContain("10.0.0.13/24");
    }

    [Fact]
    public async Task Lab_is_made_anew_on_another_subnet_for_somebody_who_agreed_and_for_nobody_else()
    {
        await using var lab = await RealLab.UpAsync(Cancel);
        var wanted = lab.Settings with
        {
            Network = new LabNetworkPlan
            {
                Subnet = IPNetwork.Parse("10.1.0.0/24"),
                Host = IPAddress.Parse("10.1.0.13"),
                Gateway = IPAddress.Parse("10.1.0.1"),
            },
        };

        (await Should.ThrowAsync<PhoenixException>(lab.Controller.UpAsync(wanted, progress: null, Cancel))).Code.ShouldBe(
            LabErrors.WouldBeMadeAnew
        );
        (await lab.Controller.ListAsync(Cancel)).ShouldHaveSingleItem().Running.ShouldBeTrue();
        await lab.Controller.ReplaceAsync(wanted, progress: null, Cancel);

        var addresses = (await lab.OnHostAsync(Cancel, "ip", "-br", "addr", "show", "vmbr0")).Text;
        addresses.ShouldContain("10.1.0.13/24");
        addresses.ShouldNotContain("10.0.0.13");
        await lab.Controller.ResetAsync(lab.Settings.Name, progress: null, Cancel);
        (await lab.Controller.FindAsync(lab.Settings.Name, Cancel)).ShouldBe(wanted);
    }

    [Fact]
    public async Task Machine_is_closed_to_the_lab()
    {
        await using var lab = await RealLab.UpAsync(Cancel);
        using var service = new TcpListener(IPAddress.Any, 0);
        service.Start();
        var uplink = (await LabNetwork.FindUplinkAsync(lab.Settings.Name, Cancel))!;
        var port = ((IPEndPoint)service.LocalEndpoint).Port;

        var knock = await lab.OnHostAsync(Cancel, "timeout", "2", "bash", "-c", $"echo > /dev/tcp/{uplink.Machine}/{port}");

        knock.ExitCode.ShouldBe(124, "the time ran out, as nobody answers");
        service.Pending().ShouldBeFalse();
    }

    [Fact]
    public async Task Refused_publication_leaves_the_lab_as_it_is()
    {
        await using var lab = await RealLab.UpAsync(Cancel);
        using var holder = new TcpListener(IPAddress.Loopback, 0);
        holder.Start();
        var wanted = lab.Settings with { Publish = (IPEndPoint)holder.LocalEndpoint };

        (await Should.ThrowAsync<PhoenixException>(lab.Controller.UpAsync(wanted, progress: null, Cancel))).Code.ShouldBe(
            LabErrors.PublishTaken
        );

        var there = (await lab.Controller.ListAsync(Cancel)).ShouldHaveSingleItem();
        (there.Running, there.Settings).ShouldBe((true, lab.Settings));
    }

    [Fact]
    public async Task Published_address_that_is_taken_names_its_holder()
    {
        await using var lab = await RealLab.PrepareAsync(Cancel);
        using var holder = new TcpListener(lab.Settings.Publish!);
        holder.Start();

        var failure = await Should.ThrowAsync<PhoenixException>(lab.Controller.UpAsync(lab.Settings, progress: null, Cancel));

        failure.Code.ShouldBe(LabErrors.PublishTaken);
        failure.Message.ShouldContain($"process {Environment.ProcessId}");
    }

    private static async Task<IReadOnlyList<string>> TracesAsync(params string[] words)
    {
        var all = await Task.WhenAll(
            Machine.RunAsync(MachineCommand.Of("ip", "netns"), Cancel),
            Machine.RunAsync(MachineCommand.Of("ip", "-o", "addr"), Cancel),
            Machine.RunAsync(MachineCommand.Of("nft", "list", "ruleset"), Cancel),
            Machine.RunAsync(MachineCommand.Of("cat", "/proc/self/mountinfo"), Cancel),
            Machine.RunAsync(MachineCommand.Of("ps", "-eo", "args"), Cancel)
        );
        // The uplink is known by the machine's end: the lab's own address less one.
        return
        [
            .. all.SelectMany(result => result.Text.Split('\n'))
                .Where(line => words.Any(word => line.Contains(word, StringComparison.Ordinal))),
        ];
    }

    private static async Task Eventually(Func<Task> check)
    {
        var begun = Stopwatch.StartNew();
        while (true)
        {
            try
            {
                await check();
                return;
            }
            catch (ShouldAssertException) when (begun.Elapsed < TimeSpan.FromSeconds(10))
            {
                await Task.Delay(50, Cancel);
            }
        }
    }
}
