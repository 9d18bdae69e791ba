using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using Phoenix.Lab.Host;

namespace Phoenix.Lab.Runtime;

/// <summary>The files that the node writes into a stopped guest before it starts, as Proxmox does.</summary>
internal static class GuestFiles
{
    private const UnixFileMode Readable = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.OtherRead;
    private const UnixFileMode Private = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private const string Seed = "/var/lib/cloud/seed/nocloud/";

    /// <summary>Writes them.</summary>
    public static void Write(RootedFiles root, GuestDefinition guest, ImmutableArray<string> hostResolvers)
    {
        root.Replace("/etc/hostname", guest.HostName + "\n", Readable);
        if (guest.CloudInit is { } seed)
        {
            root.Replace(Seed + "user-data", seed.UserData, Private);
            root.Replace(Seed + "meta-data", seed.MetaData, Private);
            root.Replace(Seed + "network-config", seed.NetworkConfig, Private);
            return;
        }

        root.Replace("/etc/hosts", Hosts(guest), Readable);
        root.Replace(
            "/etc/resolv.conf",
            Resolvers(guest.NameServers.IsEmpty ? hostResolvers : guest.NameServers, guest.SearchDomain),
            Readable
        );
        foreach (var port in guest.Interfaces.Where(port => port.Address == "dhcp"))
        {
            root.Replace($"/etc/systemd/network/{port.Name}.network", $"[Match]\nName={port.Name}\n\n[Network]\nDHCP=ipv4\n", Readable);
            root.Link(
                "/etc/systemd/system/multi-user.target.wants/systemd-networkd.service",
                "/usr/lib/systemd/system/systemd-networkd.service"
            );
        }
    }

    /// <summary>A machine id of its own, for a guest that never ran or is a copy.</summary>
    public static void Identify(RootedFiles root) =>
        root.Replace("/etc/machine-id", RandomNumberGenerator.GetHexString(32, lowercase: true) + "\n", Readable);

    /// <summary>The hosts file.</summary>
    internal static string Hosts(GuestDefinition guest)
    {
        var text = new StringBuilder("127.0.0.1 localhost\n::1 localhost ip6-localhost ip6-loopback\n# --- BEGIN PVE ---\n");
        var name = guest.SearchDomain is { Length: > 0 } domain ? $"{guest.HostName}.{domain} {guest.HostName}" : guest.HostName;
        foreach (var address in guest.Interfaces.Select(port => LxcConfig.Static(port.Address)).OfType<string>())
        {
            text.Append(address.Split('/')[0]).Append(' ').Append(name).Append('\n');
        }

        return text.Append("# --- END PVE ---\n").ToString();
    }

    /// <summary>The resolver's file.</summary>
    internal static string Resolvers(ImmutableArray<string> servers, string? search)
    {
        var text = new StringBuilder("# --- BEGIN PVE ---\n");
        if (!string.IsNullOrEmpty(search))
        {
            text.Append("search ").Append(search).Append('\n');
        }

        foreach (var server in servers)
        {
            text.Append("nameserver ").Append(server).Append('\n');
        }

        return text.Append("# --- END PVE ---\n").ToString();
    }
}
