using Phoenix.Proxmox.Guests;
using Phoenix.Proxmox.Tests.Fakes;
using Phoenix.Topology;

namespace Phoenix.Proxmox.Tests.Values;

/// <summary>What the client makes of configurations as a real node writes them.</summary>
public sealed class GuestConfigTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Container_is_read_with_all_its_parts()
    {
        var client = Clients.Answering(
            """
            {"features":"nesting=1,keyctl=0","rootfs":"local:101/vm-101-disk-0.raw,size=256M","hostname":"web1.example.com","protection":0,
             "mp1":"/srv,mp=/host,ro=1","net0":"name=eth0,bridge=vmbr0,firewall=1,gw=10.10.10.1,hwaddr=BC:24:11:3B:8A:1E,ip=10.10.10.61/24,type=veth",
             "net1":"name=eth1,bridge=vmbr0,hwaddr=02:00:00:aa:bb:cc,ip=dhcp,ip6=auto,link_down=0,mtu=1400,rate=3.5,tag=12,type=veth",
             "startup":"up=5,order=3,down=60","tags":"a-1;phoenix;web","swap":0,"description":"First line\n","cores":1,"unprivileged":1,
             "mp0":"local:101/vm-101-disk-1.raw,mp=/data,backup=1,size=102M","onboot":1,"cpulimit":"0.5","digest":"42d2","nameserver":"1.1.1.1 9.9.9.9","memory":256,
             "lxc":[["lxc.cap.drop","sys_admin"]]}
            """
        );

        var config = await client.Lxc.ConfigAsync("pve1", 101, Cancel);

        config.Digest.ShouldBe("42d2");
        config.Unprivileged.ShouldBeTrue();
        config.Lock.ShouldBeNull();
        config.RootDisk.ShouldNotBeNull().Size.ShouldBe("256M");
        config.Keys.Keys.ShouldNotContain("digest");
        config.Keys["cpulimit"].ShouldBe("0.5");
        var settings = config.Settings;
        (settings.Memory, settings.Swap, settings.Cores, settings.CpuLimit).ShouldBe(
            (ByteSize.FromMebibytes(256), ByteSize.FromMebibytes(0), 1, 0.5)
        );
        settings
            .Networks.Select(network => (network.Index, network.Name, network.Address))
            .ShouldBe([(0, "eth0", "10.10.10.61/24"), (1, "eth1", "dhcp")]);
        settings.Networks[0].Firewall.ShouldBe(true);
        settings.MountPoints.Select(mount => (mount.Key, mount.MountPoint)).ShouldBe([("mp0", "/data"), ("mp1", "/host")]);
        settings.NameServers.ShouldBe(["1.1.1.1", "9.9.9.9"]);
        settings.Tags.ShouldBe(["a-1", "phoenix", "web"]);
        (settings.Features?.Nesting, settings.Features?.KeyControl).ShouldBe((true, false));
        (settings.StartAtBoot, settings.Protection).ShouldBe((true, false));
    }

    [Fact]
    public async Task Container_that_is_being_made_is_only_a_lock()
    {
        var config = await Clients.Answering("""{"lock":"create","digest":"da39"}""").Lxc.ConfigAsync("pve1", 101, Cancel);

        config.Lock.ShouldBe("create");
        config.RootDisk.ShouldBeNull();
        config.Settings.Networks.ShouldBeEmpty();
    }

    [Fact]
    public async Task Virtual_machine_is_read_with_all_its_parts()
    {
        var client = Clients.Answering(
            """
            {"cores":2,"ipconfig0":"ip=10.10.10.80/24,gw=10.10.10.1","net0":"virtio=BC:24:11:07:6E:98,bridge=vmbr0,firewall=1","tags":"b;A","agent":"1","memory":"1024",
             "scsi0":"local:200/vm-200-disk-0.raw,discard=on,iothread=1,size=1G,ssd=1","ide2":"local:200/vm-200-cloudinit.qcow2,media=cdrom","scsihw":"virtio-scsi-single",
             "sshkeys":"ssh-ed25519%20AAAA%20test%40phoenix%0Assh-rsa%20BBBB","cipassword":"**********","ciuser":"ubuntu","digest":"9ff9","name":"vm1.example.com"}
            """
        );

        var config = await client.Qemu.ConfigAsync("pve1", 200, Cancel);

        var settings = config.Settings;
        settings.Memory.ShouldBe(ByteSize.FromGibibytes(1));
        settings.Agent.ShouldBe(true);
        settings.Drives.Select(drive => (drive.Key, drive.Media, drive.Size)).ShouldBe([("ide2", "cdrom", null), ("scsi0", null, "1G")]);
        settings.Networks.Single().HardwareAddress.ShouldBe("BC:24:11:07:6E:98");
        var cloudInit = settings.CloudInit.ShouldNotBeNull();
        cloudInit.SshKeys.ShouldBe(["ssh-ed25519 AAAA test@phoenix", "ssh-rsa BBBB"]);
        cloudInit.Addresses.Single().Gateway.ShouldBe("10.10.10.1");
        cloudInit.Password.ShouldBeNull();
    }

    [Theory]
    [InlineData("\"memory\":\"current=2048\"", 2048)]
    [InlineData("\"memory\":\"0512\"", 512)]
    [InlineData("\"memory\":512", 512)]
    public async Task Memory_of_a_virtual_machine_is_read_in_each_spelling(string key, long mebibytes) =>
        (await Clients.Answering($"{{{key}}}").Qemu.ConfigAsync("pve1", 200, Cancel)).Settings.Memory.ShouldBe(
            ByteSize.FromMebibytes(mebibytes)
        );

    [Fact]
    public async Task Interfaces_of_a_stopped_container_are_none() =>
        (await Clients.Answering("null").Lxc.InterfacesAsync("pve1", 101, Cancel)).ShouldBeEmpty();

    [Fact]
    public async Task Interfaces_inside_have_both_families()
    {
        var client = Clients.Answering(
            """[{"name":"eth0","hardware-address":"bc:24:11:3b:8a:1e","ip-addresses":[{"ip-address-type":"inet","prefix":"24","ip-address":"10.0.0.10"},{"ip-address":"fe80::1","prefix":64}]}]"""
        );

        (await client.Lxc.InterfacesAsync("pve1", 101, Cancel)).Single().Addresses.ShouldBe(["10.0.0.10/24", "fe80::1/64"]);
    }

    [Fact]
    public async Task Present_is_no_snapshot()
    {
        var client = Clients.Answering(
            """[{"name":"s1","snaptime":1795382851},{"name":"current","running":1,"description":"You are here!"}]"""
        );

        (await client.Lxc.Snapshots.ListAsync("pve1", 101, Cancel)).Select(snapshot => snapshot.Name).ShouldBe(["s1"]);
    }

    [Fact]
    public async Task Pending_changes_are_told()
    {
        var client = Clients.Answering(
            """[{"key":"a","value":1},{"key":"b","value":"x","pending":"y"},{"key":"c","pending":"z"},{"key":"d","value":"x","delete":1}]"""
        );

        (await client.Lxc.PendingAsync("pve1", 101, Cancel)).ShouldBe([
            new PendingKey("a", "1", null, false),
            new PendingKey("b", "x", "y", false),
            new PendingKey("c", null, "z", false),
            new PendingKey("d", "x", null, true),
        ]);
    }

    [Fact]
    public async Task Id_is_free_or_taken()
    {
        (await Clients.Answering("\"150\"").Cluster.IsFreeAsync(150, Cancel)).ShouldBeTrue();
        var taken = new AnsweringHandler(_ => new CannedAnswer(
            400,
            "Parameter verification failed.",
            """{"errors":{"vmid":"VM 101 already exists"},"data":null}"""
        ));
        (await Clients.Over(taken).Cluster.IsFreeAsync(101, Cancel)).ShouldBeFalse();
    }

    [Theory]
    [InlineData("""[{"type":"node","name":"pve1","online":1,"local":1,"ip":"10.0.0.13"}]""", true)]
    [InlineData("""[{"type":"cluster","name":"c","quorate":"0"},{"type":"node","name":"pve1","online":1}]""", false)]
    public async Task Single_node_is_always_quorate(string rows, bool quorate)
    {
        var status = await Clients.Answering(rows).Cluster.StatusAsync(Cancel);

        status.IsQuorate.ShouldBe(quorate);
        status.Nodes.Single().Name.ShouldBe("pve1");
    }
}
