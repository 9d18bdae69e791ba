using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using Phoenix.Lab.Host;
using Phoenix.Topology;

namespace Phoenix.Lab.Runtime;

/// <summary>A container as LXC is told of it.</summary>
internal sealed record LxcContainer
{
    public required string Name { get; init; }
    public required string HostName { get; init; }
    public required string RootFileSystem { get; init; }
    public required string ControlGroup { get; init; }
    public required string LogDirectory { get; init; }

    /// <summary>The program that puts an interface into its bridge; null: the container shares the network it is started in.</summary>
    public string? ConnectScript { get; init; }

    /// <summary>Everything is allowed: a virtual machine of the lab, or its host.</summary>
    public bool Trusted { get; init; }

    /// <summary>By how much owners are higher on the machine; 0: a privileged container.</summary>
    public int Shift { get; init; }

    public ImmutableArray<NetworkInterface> Interfaces { get; init; } = [];

    /// <summary>Interfaces get their addresses from LXC before init runs; false: the guest configures itself (cloud-init).</summary>
    public bool Addressed { get; init; } = true;

    /// <summary>Lines of <c>lxc.mount.entry</c>.</summary>
    public ImmutableArray<string> Mounts { get; init; } = [];

    public ByteSize Memory { get; init; }
    public int Cores { get; init; }
}

/// <summary>Writes LXC's configuration file.</summary>
internal static class LxcConfig
{
    // What a container may not do to the machine; Debian's own list for LXC.
    private const string DroppedCapabilities = "mac_admin mac_override sys_time sys_module sys_rawio";

    private static readonly ImmutableArray<string> Devices =
    [
        "c *:* m",
        "b *:* m", // making nodes is harmless, opening them is not
        "c 1:3 rwm",
        "c 1:5 rwm",
        "c 1:7 rwm",
        "c 1:8 rwm",
        "c 1:9 rwm", // null zero full random urandom
        "c 5:0 rwm",
        "c 5:1 rwm",
        "c 5:2 rwm",
        "c 136:* rwm", // terminals
        "c 10:229 rwm",
        "c 10:200 rwm", // fuse, tun
    ];

    /// <summary>The configuration's text.</summary>
    public static string Render(LxcContainer container, ControlGroups groups)
    {
        var text = new StringBuilder();
        Line(text, "lxc.uts.name", container.HostName);
        Line(text, "lxc.rootfs.path", "dir:" + container.RootFileSystem);
        Line(text, "lxc.mount.auto", container.Trusted ? "proc:rw sys:mixed cgroup:mixed" : "proc:mixed sys:mixed cgroup:mixed");
        foreach (var mount in container.Mounts)
        {
            Line(text, "lxc.mount.entry", mount);
        }

        Line(text, "lxc.autodev", "1");
        Line(text, "lxc.tty.max", "0");
        Line(text, "lxc.pty.max", "1024");
        Line(text, "lxc.signal.halt", "SIGRTMIN+4"); // systemd: poweroff
        Line(text, "lxc.signal.reboot", "SIGRTMIN+5");
        Line(text, "lxc.apparmor.profile", "unconfined");
        Line(text, "lxc.cgroup.dir.container", container.ControlGroup + "/" + container.Name);
        Line(text, "lxc.cgroup.dir.monitor", container.ControlGroup + "/monitor-" + container.Name);
        foreach (var limit in groups.Limits(container.Memory, container.Cores))
        {
            text.Append(limit).Append('\n');
        }

        if (container.Shift > 0)
        {
            Line(text, "lxc.idmap", $"u 0 {container.Shift} {IdMap.Count}");
            Line(text, "lxc.idmap", $"g 0 {container.Shift} {IdMap.Count}");
        }

        Confine(text, container, groups);
        Network(text, container);
        Line(text, "lxc.console.logfile", Path.Combine(container.LogDirectory, "console.log"));
        Line(text, "lxc.log.file", Path.Combine(container.LogDirectory, "lxc.log"));
        Line(text, "lxc.log.level", "WARN");
        return text.ToString();
    }

    private static void Confine(StringBuilder text, LxcContainer container, ControlGroups groups)
    {
        if (container.Trusted)
        {
            Line(text, "lxc.cap.drop", "");
            return;
        }

        Line(text, "lxc.cap.drop", DroppedCapabilities);
        var prefix = groups.Legacy ? "lxc.cgroup.devices" : "lxc.cgroup2.devices";
        Line(text, prefix + ".deny", "a");
        foreach (var device in Devices)
        {
            Line(text, prefix + ".allow", device);
        }
    }

    private static void Network(StringBuilder text, LxcContainer container)
    {
        if (container.ConnectScript is not { } connect)
        {
            Line(text, "lxc.net.0.type", "none");
            return;
        }

        if (container.Interfaces.IsEmpty)
        {
            Line(text, "lxc.net.0.type", "empty");
        }

        foreach (var port in container.Interfaces)
        {
            var net = "lxc.net." + port.Index.ToString(CultureInfo.InvariantCulture);
            var vmid = int.Parse(container.Name, CultureInfo.InvariantCulture);
            Line(text, net + ".type", "veth");
            Line(text, net + ".name", port.Name);
            Line(text, net + ".hwaddr", port.HardwareAddress);
            Line(text, net + ".flags", "up");
            Line(text, net + ".veth.pair", GuestPort.NameOf(vmid, port.Index));
            // No lxc.net.N.link: LXC would look the bridge up in /sys of the machine's namespace.
            Line(text, net + ".script.up", $"{connect} {port.Bridge} {(port.LinkDown ? "down" : "up")}");
            if (container.Addressed)
            {
                Address(text, net, port);
            }
        }
    }

    private static void Address(StringBuilder text, string net, NetworkInterface port)
    {
        if (Static(port.Address) is { } address)
        {
            Line(text, net + ".ipv4.address", address);
            Optional(text, net + ".ipv4.gateway", port.Gateway);
        }

        if (Static(port.Address6) is { } address6)
        {
            Line(text, net + ".ipv6.address", address6);
            Optional(text, net + ".ipv6.gateway", port.Gateway6);
        }
    }

    /// <summary>The address, unless it is one of Proxmox's words (dhcp, manual, auto).</summary>
    internal static string? Static(string? address) =>
        address is not null && address.Contains('/', StringComparison.Ordinal) ? address : null;

    private static void Optional(StringBuilder text, string key, string? value)
    {
        if (!string.IsNullOrEmpty(value))
        {
            Line(text, key, value);
        }
    }

    private static void Line(StringBuilder text, string key, string value) => text.Append(key).Append(" = ").Append(value).Append('\n');
}
