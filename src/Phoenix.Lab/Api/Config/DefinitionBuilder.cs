using System.Collections.Immutable;
using Phoenix.Lab.Api.Lxc;
using Phoenix.Lab.Api.Parameters;
using Phoenix.Lab.Api.Qemu;
using Phoenix.Lab.Runtime;
using Phoenix.Topology;

namespace Phoenix.Lab.Api.Config;

/// <summary>Makes what the runtime wants to know of a guest from the guest's configuration.</summary>
internal static class DefinitionBuilder
{
    /// <summary>The guest as its values in force describe it, without a cloud-init seed.</summary>
    public static GuestDefinition Build(NodeServices node, int vmid, GuestConfig config)
    {
        var container = config.Kind == GuestKind.Container;
        var features = LxcFormats.Features.Parse(config["features"] ?? "");
        return new GuestDefinition
        {
            Vmid = vmid,
            Kind = config.Kind,
            HostName = config[container ? "hostname" : "name"] ?? (container ? $"CT{vmid}" : $"VM{vmid}"),
            BaseImage = node.Origins.Find(vmid),
            Interfaces = [.. Interfaces(config, container ? LxcFormats.Network : QemuFormats.Network)],
            NameServers = [.. Formats.Items(config["nameserver"] ?? "")],
            SearchDomain = Formats.Items(config["searchdomain"] ?? "").FirstOrDefault(),
            Memory = ByteSize.FromMebibytes(MemoryOf(config)),
            Cores = container ? Number(config, "cores", 0) : Number(config, "cores", 1) * Number(config, "sockets", 1),
            Unprivileged = config["unprivileged"] == "1",
            Nesting = !container || features.GetValueOrDefault("nesting") == "1",
        };
    }

    /// <summary>MiB of memory; a virtual machine may write <c>current=1024</c>.</summary>
    public static int MemoryOf(GuestConfig config)
    {
        var text = (config["memory"] ?? "512").Split(',')[0];
        return int.TryParse(text.StartsWith("current=", StringComparison.Ordinal) ? text[8..] : text, out var memory) ? memory : 512;
    }

    /// <summary>A whole number of the configuration.</summary>
    public static int Number(GuestConfig config, string key, int otherwise) =>
        int.TryParse(config[key], out var number) ? number : otherwise;

    private static IEnumerable<NetworkInterface> Interfaces(GuestConfig config, PropertyFormat format)
    {
        foreach (var (key, value) in config.Values)
        {
            if (!key.StartsWith("net", StringComparison.Ordinal) || !int.TryParse(key.AsSpan(3), out var index))
            {
                continue;
            }
            var net = format.Parse(value);
            var addresses = config.Kind == GuestKind.Container ? net : QemuFormats.IpConfig.Parse(config[$"ipconfig{index}"] ?? "");
            yield return new NetworkInterface
            {
                Index = index,
                Name = net.GetValueOrDefault("name") ?? $"eth{index}",
                Bridge = net.GetValueOrDefault("bridge") ?? "",
                HardwareAddress = net.GetValueOrDefault("hwaddr") ?? net.GetValueOrDefault("macaddr") ?? "",
                Address = addresses.GetValueOrDefault("ip"),
                Gateway = addresses.GetValueOrDefault("gw"),
                Address6 = addresses.GetValueOrDefault("ip6"),
                Gateway6 = addresses.GetValueOrDefault("gw6"),
                Firewall = net.GetValueOrDefault("firewall") == "1",
                LinkDown = net.GetValueOrDefault("link_down") == "1",
            };
        }
    }
}
