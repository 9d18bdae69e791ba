using System.Collections.Immutable;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using Phoenix.Lab.Api.Config;
using Phoenix.Lab.Api.Http;
using Phoenix.Lab.Api.Parameters;

namespace Phoenix.Lab.Api.Qemu;

/// <summary>The files of a NoCloud seed as Proxmox writes them.</summary>
internal static class CloudInitText
{
    /// <summary><c>user-data</c>.</summary>
    public static string User(int vmid, GuestConfig config)
    {
        var name = config["name"] ?? $"VM{vmid}";
        var host = name.Split('.')[0];
        var domain = Formats.Items(config["searchdomain"] ?? "").FirstOrDefault();
        var full =
            name.Contains('.', StringComparison.Ordinal) ? name
            : domain is null ? null
            : $"{name}.{domain}";
        var text = new StringBuilder("#cloud-config\n");
        text.Append("hostname: ").Append(host).Append("\nmanage_etc_hosts: true\n");
        Line(text, "fqdn", full);
        Line(text, "user", config["ciuser"]);
        Line(text, "password", config["cipassword"]);
        if (config["sshkeys"] is { } keys)
        {
            text.Append("ssh_authorized_keys:\n");
            foreach (var key in FormBody.Decode(keys, plusIsSpace: false).Split('\n', StringSplitOptions.RemoveEmptyEntries))
            {
                text.Append("  - ").Append(key).Append('\n');
            }
        }
        text.Append("chpasswd:\n  expire: False\n");
        if (config["ciuser"] != "root")
        {
            text.Append("users:\n  - default\n");
        }
        return text.Append("package_upgrade: ").Append(config["ciupgrade"] == "0" ? "false" : "true").Append('\n').ToString();
    }

    /// <summary><c>network-config</c>, version 1.</summary>
    public static string Network(GuestConfig config, ImmutableArray<string> hostNameServers)
    {
        var text = new StringBuilder("version: 1\nconfig:\n");
        foreach (var (key, value) in config.Values)
        {
            if (!key.StartsWith("net", StringComparison.Ordinal) || !int.TryParse(key.AsSpan(3), out var index))
            {
                continue;
            }
            var hardware = QemuFormats.Network.Parse(value).GetValueOrDefault("macaddr")?.ToLowerInvariant();
            text.Append("    - type: physical\n      name: eth").Append(index).Append("\n      mac_address: '").Append(hardware);
            text.Append("'\n      subnets:\n");
            Subnets(text, QemuFormats.IpConfig.Parse(config[$"ipconfig{index}"] ?? ""));
        }
        var servers = Formats.Items(config["nameserver"] ?? "").ToImmutableArray();
        servers = servers.IsEmpty ? hostNameServers : servers;
        var domains = Formats.Items(config["searchdomain"] ?? "");
        if (!servers.IsEmpty || domains.Length > 0)
        {
            text.Append("    - type: nameserver\n");
            List(text, "address", servers);
            List(text, "search", domains);
        }
        return text.ToString();
    }

    /// <summary><c>meta-data</c>: the instance is another one when user data or network change.</summary>
    public static string Meta(string user, string network) =>
        $"instance-id: {Convert.ToHexStringLower(SHA1.HashData(Encoding.UTF8.GetBytes(user + network)))}\n";

    private static void Subnets(StringBuilder text, ImmutableSortedDictionary<string, string> addresses)
    {
        if (addresses.TryGetValue("ip", out var v4))
        {
            if (v4 == "dhcp")
            {
                text.Append("      - type: dhcp4\n");
            }
            else if (v4.Split('/') is [var address, var prefix])
            {
                text.Append("      - type: static\n        address: '").Append(address);
                text.Append("'\n        netmask: '").Append(Netmask(int.Parse(prefix))).Append("'\n");
                Gateway(text, addresses.GetValueOrDefault("gw"));
            }
        }
        if (addresses.TryGetValue("ip6", out var v6))
        {
            switch (v6)
            {
                case "dhcp":
                    text.Append("      - type: dhcp6\n");
                    break;
                case "auto":
                    text.Append("      - type: ipv6_slaac\n");
                    break;
                default:
                    text.Append("      - type: static6\n        address: '").Append(v6).Append("'\n");
                    Gateway(text, addresses.GetValueOrDefault("gw6"));
                    break;
            }
        }
    }

    private static void Gateway(StringBuilder text, string? gateway)
    {
        if (gateway is not null)
        {
            text.Append("        gateway: '").Append(gateway).Append("'\n");
        }
    }

    private static void List(StringBuilder text, string name, IReadOnlyCollection<string> items)
    {
        if (items.Count > 0)
        {
            text.Append("      ").Append(name).Append(":\n");
            foreach (var item in items)
            {
                text.Append("      - '").Append(item).Append("'\n");
            }
        }
    }

    private static void Line(StringBuilder text, string name, string? value)
    {
        if (value is not null)
        {
            text.Append(name).Append(": ").Append(value).Append('\n');
        }
    }

    private static IPAddress Netmask(int prefix)
    {
        var mask = prefix == 0 ? 0u : uint.MaxValue << (32 - prefix);
        return new IPAddress([(byte)(mask >> 24), (byte)(mask >> 16), (byte)(mask >> 8), (byte)mask]);
    }
}
