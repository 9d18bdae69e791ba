using Phoenix.Proxmox.Guests;
using Phoenix.Proxmox.Lxc;
using Phoenix.Proxmox.Values;
using Phoenix.Topology;

namespace Phoenix.Proxmox.Tests.Contract;

internal static class LxcCalls
{
    private const string Node = ClientCalls.Node;

    internal static readonly LxcSettings Settings = new()
    {
        HostName = "nginx",
        Memory = ByteSize.FromMebibytes(512),
        Swap = ByteSize.FromMebibytes(0),
        Cores = 2,
        CpuLimit = 1.5,
        CpuUnits = 100,
        Features = new LxcFeatures { Nesting = true, KeyControl = false },
        Networks =
        [
            new LxcNetwork(0)
            {
                Name = "eth0",
                Bridge = "vmbr0",
                HardwareAddress = "BC:24:11:00:00:01",
                Address = "10.0.0.153/24",
                Gateway = "10.0.0.1",
                Address6 = "fd00::153/64",
                Gateway6 = "fd00::1",
                Firewall = true,
                Mtu = 1400,
                Tag = 12,
                LinkDown = false,
                Rate = "3.5",
                Type = "veth",
            },
        ],
        MountPoints =
        [
            new LxcVolume("mp0", VolumeSpec.New("local", ByteSize.FromGibibytes(1)))
            {
                MountPoint = "/data",
                Backup = true,
                ReadOnly = false,
            },
        ],
        NameServers = ["10.0.0.13", "9.9.9.9"],
        SearchDomain = "phoenix.internal",
        Tags = ["phoenix", "home"],
        Description = "the only door; & more",
        StartAtBoot = true,
        Startup = "order=2,up=5",
        Protection = false,
        TimeZone = "host",
        OsType = "debian",
    };

    public static ClientCall[] All() =>
        [
            new("LxcApi.ListAsync", "GET /nodes/{node}/lxc", (client, cancel) => client.Lxc.ListAsync(Node, cancel)),
            new("LxcApi.CreateAsync", "POST /nodes/{node}/lxc", (client, cancel) => client.Lxc.CreateAsync(Node, New(), cancel)),
            new("LxcApi.ConfigAsync", "GET /nodes/{node}/lxc/{vmid}/config", (client, cancel) => client.Lxc.ConfigAsync(Node, 101, cancel)),
            new(
                "LxcApi.ChangeAsync",
                "PUT /nodes/{node}/lxc/{vmid}/config",
                (client, cancel) =>
                    client.Lxc.ChangeAsync(
                        Node,
                        101,
                        new LxcChange
                        {
                            Settings = Settings,
                            Delete = ["cmode", "console"],
                            Revert = ["net2"],
                            Digest = new string('0', 40),
                        },
                        cancel
                    )
            ),
            new(
                "LxcApi.PendingAsync",
                "GET /nodes/{node}/lxc/{vmid}/pending",
                (client, cancel) => client.Lxc.PendingAsync(Node, 101, cancel)
            ),
            new(
                "LxcApi.StatusAsync",
                "GET /nodes/{node}/lxc/{vmid}/status/current",
                (client, cancel) => client.Lxc.StatusAsync(Node, 101, cancel)
            ),
            new(
                "LxcApi.InterfacesAsync",
                "GET /nodes/{node}/lxc/{vmid}/interfaces",
                (client, cancel) => client.Lxc.InterfacesAsync(Node, 101, cancel)
            ),
            new(
                "LxcApi.ResizeAsync",
                "PUT /nodes/{node}/lxc/{vmid}/resize",
                (client, cancel) => client.Lxc.ResizeAsync(Node, 101, "rootfs", "+2G", cancel)
            ),
            new(
                "LxcApi.CloneAsync",
                "POST /nodes/{node}/lxc/{vmid}/clone",
                (client, cancel) => client.Lxc.CloneAsync(Node, 101, Clone(), cancel)
            ),
            new(
                "LxcApi.DeleteAsync",
                "DELETE /nodes/{node}/lxc/{vmid}",
                (client, cancel) => client.Lxc.DeleteAsync(Node, 101, Removal(), cancel)
            ),
        ];

    internal static GuestClone Clone() =>
        new()
        {
            NewVmid = 199,
            HostName = "copy",
            Description = "a copy",
            Snapshot = "before-up",
            Full = true,
            Storage = "local",
            TargetNode = "pve2",
            Pool = "phoenix",
        };

    internal static GuestRemoval Removal() =>
        new()
        {
            Force = true,
            Purge = true,
            DestroyUnreferencedDisks = true,
        };

    private static LxcCreate New() =>
        new()
        {
            Vmid = 101,
            Template = "local:vztmpl/debian-13-standard_13.1-1_amd64.tar.zst",
            RootDisk = new LxcVolume("rootfs", VolumeSpec.New("local", ByteSize.FromGibibytes(8))),
            Unprivileged = true,
            Settings = Settings,
            Pool = "phoenix",
            Password = new Secret("p;a&s=s%"),
            SshPublicKeys = ["ssh-ed25519 AAAA one", "ssh-ed25519 BBBB two"],
            Start = true,
        };
}
