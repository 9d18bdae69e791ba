using System.Diagnostics;
using System.Net;
using System.Text;
using Phoenix.Lab.Images;
using Phoenix.Lab.Network;
using Phoenix.Lab.Runtime;
using Phoenix.Topology;

namespace Phoenix.Lab.Tests.Real;

/// <summary>A lab for all tests of this class.</summary>
public sealed class SharedRealLab : IAsyncLifetime
{
    private RealLab? _lab;

    internal RealLab Lab => _lab!;

    public async ValueTask InitializeAsync() => _lab = await RealLab.UpAsync(TestContext.Current.CancellationToken);

    public async ValueTask DisposeAsync()
    {
        if (_lab is not null)
        {
            await _lab.DisposeAsync();
        }
    }
}

/// <summary>Guests are real containers.</summary>
[Collection(RealLabs.Name)]
public sealed class GuestRealTests(SharedRealLab shared) : IClassFixture<SharedRealLab>
{
    private RealLab Lab => shared.Lab;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Guest_boots_with_its_name_address_and_limits()
    {
        var begun = Stopwatch.StartNew();
        await Lab.StartGuestAsync(201, 21, Cancel);
        TestContext.Current.TestOutputHelper!.WriteLine($"created and started in {begun.ElapsedMilliseconds} ms");

        (await Lab.BootedAsync(201, Cancel)).ShouldBe("running");
        TestContext.Current.TestOutputHelper!.WriteLine($"booted in {begun.ElapsedMilliseconds} ms");
        (await Lab.ExecuteAsync(201, Cancel, "hostname")).Output.ShouldBe("guest201\n");
        var ports = await Lab.Guests.InterfacesAsync(201, Cancel);
        ports.Single(port => port.Name == "eth0").Addresses.ShouldContain("10.0.0.21/24");
        var process = (await Lab.Guests.ProcessAsync(201, Cancel))!;
        process.MemoryUsed.Bytes.ShouldBeInRange(1, ByteSize.FromMebibytes(512).Bytes);
        process.CpuTime.ShouldBeGreaterThan(TimeSpan.Zero);
    }

    [Fact]
    public async Task Commands_pass_bytes_and_exit_codes()
    {
        await Lab.StartGuestAsync(202, 22, Cancel);
        var bytes = new byte[2_000_000];
        new Random(2).NextBytes(bytes);
        using var output = new MemoryStream();

        var exit = await Lab.Guests.ExecuteAsync(202, ["cat"], new MemoryStream(bytes), output, Stream.Null, Cancel);

        exit.ShouldBe(0);
        output.ToArray().ShouldBe(bytes);
        (await Lab.ExecuteAsync(202, Cancel, "sh", "-c", "exit 3")).Exit.ShouldBe(3);
        (await Lab.ExecuteAsync(202, Cancel, "sh", "-c", "kill -9 $$")).Exit.ShouldBe(137);
        (await Lab.ExecuteAsync(202, Cancel, "nix-da")).Exit.ShouldBe(127);
        var begun = Stopwatch.StartNew();
        await Lab.ExecuteAsync(202, Cancel, "true");
        TestContext.Current.TestOutputHelper!.WriteLine($"exec in {begun.ElapsedMilliseconds} ms");
    }

    [Fact]
    public async Task Files_are_written_with_owner_and_mode_and_links_do_not_lead_out()
    {
        await Lab.StartGuestAsync(203, 23, Cancel);
        await Lab.ExecuteAsync(203, Cancel, "ln", "-s", "/etc/passwd", "/root/link");
        var ownership = new FileOwnership(33, 33, UnixFileMode.UserRead | UnixFileMode.GroupRead);

        await Lab.Guests.WriteFileAsync(203, "/root/file", new MemoryStream("text"u8.ToArray()), ownership, Cancel);
        using var reader = new StreamReader(await Lab.Guests.ReadFileAsync(203, "/root/link", Cancel));

        (await Lab.ExecuteAsync(203, Cancel, "stat", "-c", "%U:%G %a %s", "/root/file")).Output.ShouldBe("www-data:www-data 440 4\n");
        (await reader.ReadToEndAsync(Cancel)).ShouldBe((await Lab.ExecuteAsync(203, Cancel, "cat", "/etc/passwd")).Output);
        await Should.ThrowAsync<FileNotFoundException>(Lab.Guests.ReadFileAsync(203, "/root/none", Cancel));
    }

    [Fact]
    public async Task Root_of_an_unprivileged_guest_is_nobody_on_the_machine()
    {
        var guest = RealLab.Guest(212, 32) with { Unprivileged = true };
        await Lab.Guests.CreateAsync(guest, Cancel);
        await Lab.Guests.StartAsync(guest, Cancel);
        var ownership = new FileOwnership(33, 0, UnixFileMode.UserRead);

        (await Lab.BootedAsync(212, Cancel)).ShouldBe("running");
        await Lab.Guests.WriteFileAsync(212, "/root/file", new MemoryStream("text"u8.ToArray()), ownership, Cancel);

        (await Lab.ExecuteAsync(212, Cancel, "cat", "/proc/self/uid_map"))
            .Output.Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .ShouldBe(["0", "100000", "65536"]);
        (await Lab.ExecuteAsync(212, Cancel, "stat", "-c", "%U:%G", "/root/file", "/etc/hostname", "/etc/passwd", "/usr")).Output.ShouldBe(
            "www-data:root\nroot:root\nroot:root\nroot:root\n"
        );
        (await Lab.ExecuteAsync(212, Cancel, "apt-get", "install", "-y", "-q", "--no-install-recommends", "nginx-light")).Exit.ShouldBe(0);
        (await Lab.ExecuteAsync(212, Cancel, "systemctl", "is-active", "nginx")).Output.ShouldBe("active\n");
        await Lab.Guests.StopAsync(212, Cancel);
        await Lab.Guests.SnapshotAsync(212, "one", Cancel);
        await Lab.Guests.CloneAsync(212, "one", RealLab.Guest(213, 33) with { Unprivileged = true }, Cancel);
        await Lab.Guests.StartAsync(RealLab.Guest(213, 33) with { Unprivileged = true }, Cancel);
        (await Lab.BootedAsync(213, Cancel)).ShouldBe("running");
        (await Lab.ExecuteAsync(213, Cancel, "stat", "-c", "%U", "/root/file")).Output.ShouldBe("www-data\n");
    }

    [Fact]
    public async Task Guest_reaches_the_package_mirror()
    {
        await Lab.StartGuestAsync(204, 24, Cancel);

        var update = await Lab.ExecuteAsync(204, Cancel, "apt-get", "update", "-q");

        update.Exit.ShouldBe(0, update.Error);
        update.Error.ShouldNotContain("Failed to fetch");
    }

    [Fact]
    public async Task Snapshot_rollback_and_clone_of_a_stopped_guest_take_no_time()
    {
        await Lab.StartGuestAsync(205, 25, Cancel);
        await Lab.ExecuteAsync(205, Cancel, "sh", "-c", "echo before > /root/state");
        await Lab.Guests.StopAsync(205, Cancel);
        var begun = Stopwatch.StartNew();
        await Lab.Guests.SnapshotAsync(205, "first", Cancel);
        var snapshot = begun.ElapsedMilliseconds;
        await Lab.Guests.StartAsync(RealLab.Guest(205, 25), Cancel);
        await Lab.ExecuteAsync(205, Cancel, "sh", "-c", "echo after > /root/state; rm -r /etc/apt");
        await Lab.Guests.StopAsync(205, Cancel);

        begun.Restart();
        await Lab.Guests.CloneAsync(205, snapshot: null, RealLab.Guest(206, 26), Cancel);
        var clone = begun.ElapsedMilliseconds;
        begun.Restart();
        await Lab.Guests.RollbackAsync(205, "first", Cancel);
        TestContext.Current.TestOutputHelper!.WriteLine(
            $"snapshot {snapshot} ms, clone {clone} ms, rollback {begun.ElapsedMilliseconds} ms"
        );

        await Lab.Guests.StartAsync(RealLab.Guest(205, 25), Cancel);
        await Lab.Guests.StartAsync(RealLab.Guest(206, 26), Cancel);
        (await Lab.ExecuteAsync(205, Cancel, "cat", "/root/state", "/etc/apt/sources.list")).Output.ShouldStartWith("before\n");
        (await Lab.ExecuteAsync(206, Cancel, "cat", "/root/state")).Output.ShouldBe("after\n");
        (await Lab.ExecuteAsync(206, Cancel, "test", "-e", "/etc/apt")).Exit.ShouldBe(1);
        await Lab.Guests.DestroyAsync(205, Cancel);
        (await Lab.ExecuteAsync(206, Cancel, "cat", "/root/state")).Output.ShouldBe("after\n");
    }

    [Fact]
    public async Task Snapshot_of_a_running_guest_keeps_what_was_there()
    {
        await Lab.StartGuestAsync(207, 27, Cancel);
        await Lab.ExecuteAsync(207, Cancel, "sh", "-c", "echo before > /root/state");

        await Lab.Guests.SnapshotAsync(207, "live", Cancel);

        await Lab.ExecuteAsync(207, Cancel, "sh", "-c", "echo after > /root/state");
        await Lab.Guests.StopAsync(207, Cancel);
        await Lab.Guests.RollbackAsync(207, "live", Cancel);
        await Lab.Guests.StartAsync(RealLab.Guest(207, 27), Cancel);
        (await Lab.ExecuteAsync(207, Cancel, "cat", "/root/state")).Output.ShouldBe("before\n");
    }

    [Fact]
    public async Task Interface_is_changed_while_the_guest_runs()
    {
        var guest = await Lab.StartGuestAsync(208, 28, Cancel);
        var second = guest.Interfaces[0] with
        {
            Index = 1,
            Name = "eth1",
            HardwareAddress = "BC:24:11:00:01:28",
            Address = "10.0.0.128/24",
            Gateway = null,
        };

        await Lab.Guests.ReplugAsync(guest with { Interfaces = [guest.Interfaces[0] with { Address = "10.0.0.29/24" }, second] }, Cancel);
        var both = await Lab.Guests.InterfacesAsync(208, Cancel);
        await Lab.Guests.ReplugAsync(guest, Cancel);
        var one = await Lab.Guests.InterfacesAsync(208, Cancel);

        both.Single(port => port.Name == "eth0")
            .Addresses.Where(address => !address.StartsWith("fe80", StringComparison.Ordinal))
            .ShouldBe(["10.0.0.29/24"]);
        both.Single(port => port.Name == "eth1").Addresses.ShouldContain("10.0.0.128/24");
        one.Select(port => port.Name).ShouldBe(["lo", "eth0"]);
    }

    [Fact]
    public async Task Guest_that_restarts_by_itself_is_connected_again()
    {
        await Lab.StartGuestAsync(209, 29, Cancel);
        await Lab.BootedAsync(209, Cancel);
        var before = (await Lab.Guests.ProcessAsync(209, Cancel))!.ProcessId;

        await Lab.ExecuteAsync(209, Cancel, "systemctl", "reboot");

        await UntilAsync(async () => await Lab.Guests.ProcessAsync(209, Cancel) is { } process && process.ProcessId != before);
        await UntilAsync(async () =>
            (await Lab.OnHostAsync(Cancel, "ip", "link", "show", "master", "vmbr0")).Text.Contains("veth209i0", StringComparison.Ordinal)
        );
        (await Lab.Guests.ShutdownAsync(209, TimeSpan.FromSeconds(30), Cancel)).ShouldBeTrue();
    }

    [Fact]
    public async Task What_is_published_comes_from_outside()
    {
        await Lab.StartGuestAsync(210, 10, Cancel);
        const string Answer =
            "use IO::Socket::INET; my $s = IO::Socket::INET->new(Listen => 5, LocalPort => 443, ReuseAddr => 1); my $c = $s->accept; print $c $c->peerhost; close $c;";
        var serving = Lab.ExecuteAsync(210, Cancel, "timeout", "30", "perl", "-e", Answer);
        var uplink = (await LabNetwork.FindUplinkAsync(Lab.Settings.Name, Cancel))!;

        var seen = "";
        await UntilAsync(async () => (seen = await AskAsync(Lab.Settings.Publish!)).Length > 0);

        seen.ShouldBe(uplink.Machine.ToString());
        await serving;
    }

    [Fact]
    public async Task Reach_connects_from_inside_the_lab()
    {
        var reach = Phoenix.Lab.Daemon.LabController.Reach(Lab.Settings.Name);

        await using var api = await reach.ConnectAsync(new IPEndPoint(Lab.Settings.Network.Host, 8006), Cancel);

        api.CanWrite.ShouldBeTrue();
        await Should.ThrowAsync<System.Net.Sockets.SocketException>(
            reach.ConnectAsync(new IPEndPoint(Lab.Settings.Network.Host, 8007), Cancel)
        );
    }

    [Fact]
    public async Task Virtual_machine_is_set_up_by_cloud_init_and_runs_docker()
    {
        var guest = RealLab.Guest(211, 31) with
        {
            Kind = GuestKind.VirtualMachine,
            BaseImage = BaseImages.Cloud,
            Memory = ByteSize.FromMebibytes(2048),
            Cores = 0,
            CloudInit = new CloudInitSeed(
                "#cloud-config\nhostname: machine\nwrite_files:\n- { path: /etc/made-by-cloud-init, content: made }\n",
                "instance-id: one\n",
                "version: 1\nconfig:\n- type: physical\n  name: eth0\n  mac_address: 'bc:24:11:00:00:1f'\n  subnets:\n  - { type: static, address: 10.0.0.31/24, gateway: 10.0.0.1 }\n"
                    + $"- type: nameserver\n  address: [{string.Join(", ", MachineResolvers.Read())}]\n"
            ),
        };
        var begun = Stopwatch.StartNew();
        await Lab.Guests.CreateAsync(guest, Cancel);
        await Lab.Guests.StartAsync(guest, Cancel);

        (
            await Lab.ExecuteAsync(211, Cancel, "sh", "-c", "cloud-init status --wait > /dev/null; hostname; ls /etc/made-by-cloud-init")
        ).Output.ShouldBe("machine\n/etc/made-by-cloud-init\n");
        TestContext.Current.TestOutputHelper!.WriteLine($"cloud-init done after {begun.ElapsedMilliseconds} ms");
        (await Lab.Guests.InterfacesAsync(211, Cancel)).Single(port => port.Name == "eth0").Addresses.ShouldContain("10.0.0.31/24");

        begun.Restart();
        const string Install = "DEBIAN_FRONTEND=noninteractive apt-get install -y -q --no-install-recommends docker.io docker-cli iptables";
        (await Lab.ExecuteAsync(211, Cancel, "sh", "-c", Install)).Exit.ShouldBe(0);
        TestContext.Current.TestOutputHelper!.WriteLine($"Docker installed in {begun.ElapsedMilliseconds} ms");
        var archive = await new BaseImages(Lab.Options.Cache, Lab.Options.Time).MinimalArchiveAsync(progress: null, Cancel);
        await using (var image = File.OpenRead(archive))
        {
            (
                await Lab.Guests.ExecuteAsync(
                    211,
                    ["sh", "-c", "zstd -dc | docker import - debian:13-slim"],
                    image,
                    Stream.Null,
                    Stream.Null,
                    Cancel
                )
            ).ShouldBe(0);
        }

        (await Lab.ExecuteAsync(211, Cancel, "docker", "run", "--rm", "debian:13-slim", "echo", "in a container")).Output.ShouldBe(
            "in a container\n"
        );
    }

    private static async Task<string> AskAsync(IPEndPoint endpoint)
    {
        using var client = new System.Net.Sockets.TcpClient();
        using var answer = new MemoryStream();
        try
        {
            await client.ConnectAsync(endpoint, Cancel);
            await client.GetStream().CopyToAsync(answer, Cancel);
        }
        catch (Exception hungUp) when (hungUp is IOException or System.Net.Sockets.SocketException)
        {
            return ""; // nobody listens yet
        }

        return Encoding.ASCII.GetString(answer.ToArray());
    }

    private static async Task UntilAsync(Func<Task<bool>> condition)
    {
        var begun = Stopwatch.StartNew();
        while (!await condition())
        {
            begun.Elapsed.ShouldBeLessThan(TimeSpan.FromSeconds(30));
            await Task.Delay(100, Cancel);
        }
    }
}
