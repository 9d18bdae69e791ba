using System.Net;

namespace Phoenix.Topology.Language;

/// <summary>The keys of <c>guests.NAME</c>.</summary>
internal static class GuestKeys
{
    public static readonly ChoiceShape<GuestKind> Kinds = new(
        "a kind of guest",
        [
            new("lxc", GuestKind.Container, "an LXC container"),
            new("vm", GuestKind.VirtualMachine, "a QEMU virtual machine; in the lab a system container that behaves like one"),
        ]
    );

    public static readonly ChoiceShape<GuestRole> Roles = new(
        "a role",
        [
            new("step-ca", GuestRole.StepCa, "the CA: issues and renews every certificate"),
            new("nginx", GuestRole.Nginx, "the gateway: the only door for traffic from outside"),
            new("traefik", GuestRole.Traefik, "the router: by host name to the guest that serves it"),
            new("portainer", GuestRole.Portainer, "the control plane: deploys every stack"),
            new("docker-host", GuestRole.DockerHost, "an application host: Docker and the Portainer agent"),
        ]
    );

    public static readonly Key<int> Id = new("id", Shapes.GuestId, "Proxmox's id of the guest, 100 to 999999999, unique in the cluster.")
    {
        Required = true,
        Example = "101",
    };

    public static readonly Key<GuestKind> Kind = new("kind", Kinds, "How the guest is virtualised.") { Required = true, Example = "lxc" };

    public static readonly Key<IPAddress> Address = new("address", Shapes.Address, "The guest's own address in the platform's subnet.")
    {
        Required = true,
        Example = "10.0.0.153",
    };

    public static readonly Key<GuestRole> Runs = new(
        "runs",
        Roles,
        "What runs in the guest. Exactly one guest each runs step-ca, nginx, traefik and portainer; any number run docker-host."
    )
    {
        Required = true,
        Example = "nginx",
    };

    public static readonly Key<int> Cores = new("cores", Shapes.Cores, "CPU cores.") { Default = "by role", Example = "2" };

    public static readonly Key<ByteSize> Memory = new("memory", Shapes.Memory, "Memory, at least 64M.")
    {
        Default = "by role",
        Example = "2G",
    };

    public static readonly Key<ByteSize> Disk = new(
        "disk",
        Shapes.Disk,
        "Size of the root disk, at least 2G; it can grow later, but never shrink."
    )
    {
        Default = "by role",
        Example = "32G",
    };

    public static readonly Section Section = new(
        "guests.NAME",
        "A guest: a container or a virtual machine with one role. Its name is its host name and its name below the domain; `host`, `cluster`, `node` and `sets` are taken.",
        [Id, Kind, Address, Runs, Cores, Memory, Disk]
    );
}
