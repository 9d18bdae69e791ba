using System.Text;

namespace Phoenix.Lab.Tests.Api;

public sealed class QemuTests
{
    private const string Snippet = "#cloud-config\npackages: [docker.io]\n";

    [Fact]
    public async Task Machine_from_a_cloud_image_gets_a_seed_as_proxmox_writes_it()
    {
        await using var node = await LabNode.StartAsync();
        (await CreateAsync(node)).ShouldBe("OK");
        var config = (await node.GetAsync("nodes/pve1/qemu/1001/config")).Data!;
        config["scsi0"]!.GetValue<string>().ShouldStartWith("local:1001/vm-1001-disk-0.raw,size=");
        config["ide2"]!.GetValue<string>().ShouldBe("local:1001/vm-1001-cloudinit.qcow2,media=cdrom");
        config["cipassword"]!.GetValue<string>().ShouldBe("**********");
        var guest = node.Runtime.Guests[1001];
        guest.BaseImage.ShouldBe("debian-13-cloud");
        guest.HostName.ShouldBe("portainer.phoenix.internal");
        guest.Interfaces[0].Address.ShouldBe("10.0.0.111/24");
        guest.CloudInit!.UserData.ShouldBe(
            """
            #cloud-config
            hostname: portainer
            manage_etc_hosts: true
            fqdn: portainer.phoenix.internal
            user: phoenix
            password: secret
            ssh_authorized_keys:
              - ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIDVm1Sgy2n6Hh3wnSyqHCvd1Yq6K2Z3QyG6g9mJZ0a1X test@phoenix
            chpasswd:
              expire: False
            users:
              - default
            package_upgrade: false

            """
        );
        guest.CloudInit.NetworkConfig.ShouldBe(
            """
            version: 1
            config:
                - type: physical
                  name: eth0
                  mac_address: 'bc:24:11:00:10:01'
                  subnets:
                  - type: static
                    address: '10.0.0.111'
                    netmask: '255.255.255.0'
                    gateway: '10.0.0.1'
                - type: nameserver
                  address:
                  - '10.0.0.13'
                  search:
                  - 'phoenix.internal'

            """
        );
        guest.CloudInit.MetaData.ShouldStartWith("instance-id: ");
    }

    [Fact]
    public async Task Snippet_of_the_host_takes_the_place_of_user_data()
    {
        await using var node = await LabNode.StartAsync();
        node.Files.Files["/var/lib/vz/snippets/x.yaml"] = Snippet;
        (await CreateAsync(node, ("cicustom", "user=local:snippets/x.yaml"))).ShouldBe("OK");
        node.Runtime.Guests[1001].CloudInit!.UserData.ShouldBe(Snippet);
        (await node.GetAsync("nodes/pve1/qemu/1001/cloudinit/dump?type=user")).Data!.GetValue<string>().ShouldBe(Snippet);
    }

    [Fact]
    public async Task Missing_snippet_fails_the_creation_and_leaves_nothing()
    {
        await using var node = await LabNode.StartAsync();
        (await CreateAsync(node, ("cicustom", "user=local:snippets/nix.yaml"))).ShouldBe(
            "unable to create VM 1001 - volume 'local:snippets/nix.yaml' does not exist"
        );
        (await node.GetAsync("nodes/pve1/qemu")).Data!.AsArray().ShouldBeEmpty();
    }

    [Fact]
    public async Task Agent_runs_commands_and_moves_files()
    {
        await using var node = await LabNode.StartAsync();
        await CreateAsync(node);
        const string Agent = "nodes/pve1/qemu/1001/agent";
        (await node.PostAsync($"{Agent}/ping")).Reason.ShouldBe("VM 1001 is not running");
        (await node.TaskAsync(node.PostAsync("nodes/pve1/qemu/1001/status/start"))).ShouldBe("OK");
        (await node.PostAsync($"{Agent}/ping")).Data!.ToJsonString().ShouldBe("""{"result":{}}""");

        node.Runtime.Command = static (command, input, output, error) =>
        {
            if (command[0] != "/bin/true")
            {
                input.CopyTo(output);
                error.Write("oh"u8);
            }
            return command[0] == "/bin/true" ? 0 : 3;
        };
        var started = await node.PostAsync($"{Agent}/exec", ("command", "cat"), ("command", "-"), ("input-data", "größe"));
        var pid = started.Data!["pid"]!.GetValue<int>();
        Answer status;
        do
        {
            status = await node.GetAsync($"{Agent}/exec-status?pid={pid}");
        } while (status.Data!["exited"]!.GetValue<int>() == 0);
        status.Data["exitcode"]!.GetValue<int>().ShouldBe(3);
        status.Data["out-data"]!.GetValue<string>().ShouldBe("größe");
        status.Data["err-data"]!.GetValue<string>().ShouldBe("oh");
        node.Runtime.Calls.ShouldContain("execute 1001 cat -");
        (await node.GetAsync($"{Agent}/exec-status?pid={pid}")).Status.ShouldBe(500);

        (
            await node.PostAsync(
                $"{Agent}/file-write",
                ("file", "/etc/x"),
                ("content", Convert.ToBase64String([0, 1, 255])),
                ("encode", "0")
            )
        ).Status.ShouldBe(200);
        node.Runtime.Files[(1001, "/etc/x")].ShouldBe([0, 1, 255]);
        (await node.PostAsync($"{Agent}/file-write", ("file", "/etc/y"), ("content", new string('x', 61441)))).Errors!["content"]!
            .GetValue<string>()
            .ShouldBe("value may only be 61440 characters long");
        node.Runtime.Files[(1001, "/etc/z")] = Encoding.UTF8.GetBytes("hello");
        var read = (await node.GetAsync($"{Agent}/file-read?file=/etc/z")).Data!;
        read["content"]!.GetValue<string>().ShouldBe("hello");
        read["bytes-read"]!.GetValue<int>().ShouldBe(5);
        var interfaces = (await node.GetAsync($"{Agent}/network-get-interfaces")).Data!["result"]!.AsArray();
        interfaces[1]!["ip-addresses"]![0]!["ip-address"]!.GetValue<string>().ShouldBe("10.0.0.111");
    }

    [Fact]
    public async Task Memory_of_a_running_machine_waits_for_the_next_start()
    {
        await using var node = await LabNode.StartAsync();
        await CreateAsync(node);
        await node.TaskAsync(node.PostAsync("nodes/pve1/qemu/1001/status/start"));
        (await node.PutAsync("nodes/pve1/qemu/1001/config", ("memory", "4096"))).Status.ShouldBe(200);
        (await node.GetAsync("nodes/pve1/qemu/1001/config?current=1")).Data!["memory"]!.GetValue<string>().ShouldBe("2048");
        (await node.GetAsync("nodes/pve1/qemu/1001/config")).Data!["memory"]!.GetValue<string>().ShouldBe("4096");
        await node.TaskAsync(node.PostAsync("nodes/pve1/qemu/1001/status/reboot"));
        node.Runtime.Guests[1001].Memory.Mebibytes.ShouldBe(4096);
    }

    private static Task<string> CreateAsync(LabNode node, params (string, string)[] more) =>
        node.TaskAsync(
            node.PostAsync(
                "nodes/pve1/qemu",
                [
                    ("vmid", "1001"),
                    ("name", "portainer.phoenix.internal"),
                    ("memory", "2048"),
                    ("cores", "2"),
                    ("scsi0", "local:0,import-from=local:import/debian-13-genericcloud-amd64.qcow2"),
                    ("ide2", "local:cloudinit"),
                    ("net0", "virtio=BC:24:11:00:10:01,bridge=vmbr0,firewall=1"),
                    ("ipconfig0", "ip=10.0.0.111/24,gw=10.0.0.1"),
                    ("ciuser", "phoenix"),
                    ("cipassword", "secret"),
                    ("ciupgrade", "0"),
                    ("sshkeys", "ssh-ed25519%20AAAAC3NzaC1lZDI1NTE5AAAAIDVm1Sgy2n6Hh3wnSyqHCvd1Yq6K2Z3QyG6g9mJZ0a1X%20test%40phoenix%0A"),
                    ("nameserver", "10.0.0.13"),
                    ("searchdomain", "phoenix.internal"),
                    ("agent", "1"),
                    .. more,
                ]
            )
        );
}
