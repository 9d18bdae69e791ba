using Phoenix.Proxmox.Qemu;
using Phoenix.Proxmox.Values;
using Phoenix.Topology;

namespace Phoenix.Proxmox.Tests.Contract;

internal static class QemuCalls
{
    private const string Node = ClientCalls.Node;

    private static readonly QemuSettings Settings = new()
    {
        Name = "drphoenix",
        Memory = ByteSize.FromGibibytes(4),
        Balloon = ByteSize.FromMebibytes(0),
        Cores = 2,
        Sockets = 1,
        Cpu = "x86-64-v2-AES",
        OsType = "l26",
        Bios = "seabios",
        Machine = "q35",
        ScsiController = "virtio-scsi-single",
        Networks =
        [
            new QemuNetwork(0)
            {
                HardwareAddress = "BC:24:11:00:00:02",
                Bridge = "vmbr0",
                Firewall = true,
            },
            new QemuNetwork(1) { Bridge = "vmbr0" },
        ],
        Drives =
        [
            new QemuDrive("scsi0", "local:0")
            {
                ImportFrom = "local:import/debian-13.qcow2",
                Discard = true,
                IoThread = true,
                Ssd = true,
            },
            new QemuDrive("ide2", "local:cloudinit") { Media = "cdrom" },
        ],
        Boot = "order=scsi0",
        Serial = "socket",
        Display = "serial0",
        Agent = true,
        CloudInit = new CloudInit
        {
            User = "phoenix",
            Password = new Secret("secret"),
            SshKeys = ["ssh-ed25519 AAAA a@b"],
            Addresses =
            [
                new IpConfig(0)
                {
                    Address = "10.0.0.102/24",
                    Gateway = "10.0.0.1",
                    Address6 = "auto",
                },
            ],
            NameServers = ["10.0.0.13"],
            SearchDomain = "phoenix.internal",
            Upgrade = false,
            Custom = "user=local:snippets/drphoenix.yaml",
        },
        Tags = ["phoenix"],
        Description = "the application host",
        StartAtBoot = true,
        Startup = "order=5",
        Protection = false,
    };

    private static readonly QemuChange Change = new()
    {
        Settings = Settings,
        Delete = ["hookscript"],
        Revert = ["net1"],
        Digest = new string('0', 40),
    };

    public static ClientCall[] All() =>
        [
            new("QemuApi.ListAsync", "GET /nodes/{node}/qemu", (client, cancel) => client.Qemu.ListAsync(Node, cancel)),
            new("QemuApi.CreateAsync", "POST /nodes/{node}/qemu", (client, cancel) => client.Qemu.CreateAsync(Node, New(), cancel)),
            new(
                "QemuApi.ConfigAsync",
                "GET /nodes/{node}/qemu/{vmid}/config",
                (client, cancel) => client.Qemu.ConfigAsync(Node, 1002, cancel)
            ),
            new(
                "QemuApi.ChangeAsync",
                "PUT /nodes/{node}/qemu/{vmid}/config",
                (client, cancel) => client.Qemu.ChangeAsync(Node, 1002, Change, cancel)
            ),
            new(
                "QemuApi.ChangeInTaskAsync",
                "POST /nodes/{node}/qemu/{vmid}/config",
                (client, cancel) => client.Qemu.ChangeInTaskAsync(Node, 1002, Change, cancel)
            ),
            new(
                "QemuApi.PendingAsync",
                "GET /nodes/{node}/qemu/{vmid}/pending",
                (client, cancel) => client.Qemu.PendingAsync(Node, 1002, cancel)
            ),
            new(
                "QemuApi.StatusAsync",
                "GET /nodes/{node}/qemu/{vmid}/status/current",
                (client, cancel) => client.Qemu.StatusAsync(Node, 1002, cancel)
            ),
            new(
                "QemuApi.ResizeAsync",
                "PUT /nodes/{node}/qemu/{vmid}/resize",
                (client, cancel) => client.Qemu.ResizeAsync(Node, 1002, "scsi0", "16G", cancel)
            ),
            new(
                "QemuApi.CloneAsync",
                "POST /nodes/{node}/qemu/{vmid}/clone",
                (client, cancel) => client.Qemu.CloneAsync(Node, 1002, LxcCalls.Clone(), cancel)
            ),
            new(
                "QemuApi.DeleteAsync",
                "DELETE /nodes/{node}/qemu/{vmid}",
                (client, cancel) => client.Qemu.DeleteAsync(Node, 1002, LxcCalls.Removal(), cancel)
            ),
            new(
                "QemuApi.RegenerateCloudInitAsync",
                "PUT /nodes/{node}/qemu/{vmid}/cloudinit",
                (client, cancel) => client.Qemu.RegenerateCloudInitAsync(Node, 1002, cancel)
            ),
            new(
                "QemuApi.CloudInitAsync",
                "GET /nodes/{node}/qemu/{vmid}/cloudinit/dump",
                (client, cancel) => client.Qemu.CloudInitAsync(Node, 1002, "user", cancel)
            ),
            new(
                "QemuAgentApi.PingAsync",
                "POST /nodes/{node}/qemu/{vmid}/agent/ping",
                (client, cancel) => client.Qemu.Agent.PingAsync(Node, 1002, cancel)
            ),
            new(
                "QemuAgentApi.ExecuteAsync",
                "POST /nodes/{node}/qemu/{vmid}/agent/exec",
                (client, cancel) => client.Qemu.Agent.ExecuteAsync(Node, 1002, ["sh", "-c", "cat"], "input", cancel)
            ),
            new(
                "QemuAgentApi.ExecutionAsync",
                "GET /nodes/{node}/qemu/{vmid}/agent/exec-status",
                (client, cancel) => client.Qemu.Agent.ExecutionAsync(Node, 1002, 4711, cancel)
            ),
            new(
                "QemuAgentApi.WriteFileAsync",
                "POST /nodes/{node}/qemu/{vmid}/agent/file-write",
                (client, cancel) => client.Qemu.Agent.WriteFileAsync(Node, 1002, "/run/x", new byte[QemuAgentApi.WriteLimit], cancel)
            ),
            new(
                "QemuAgentApi.ReadFileAsync",
                "GET /nodes/{node}/qemu/{vmid}/agent/file-read",
                (client, cancel) => client.Qemu.Agent.ReadFileAsync(Node, 1002, "/etc/hostname", cancel)
            ),
            new(
                "QemuAgentApi.InterfacesAsync",
                "GET /nodes/{node}/qemu/{vmid}/agent/network-get-interfaces",
                (client, cancel) => client.Qemu.Agent.InterfacesAsync(Node, 1002, cancel)
            ),
        ];

    private static QemuCreate New() =>
        new()
        {
            Vmid = 1002,
            Settings = Settings,
            Pool = "phoenix",
            Start = true,
        };
}
