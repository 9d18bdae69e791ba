using System.Collections.Immutable;
using Phoenix.Proxmox.Lxc;
using Phoenix.Topology;

namespace Phoenix.Components.Guests;

/// <summary>What is declared of a guest, key by key, in the normal forms in which the node gives it back.</summary>
public static class GuestFields
{
    /// <summary>The settings of a container.</summary>
    public static LxcSettings Settings(Platform platform, Guest guest) =>
        new()
        {
            HostName = guest.Name,
            Cores = guest.Cores,
            Memory = guest.Memory,
            Features = new LxcFeatures { Nesting = true },
            Networks = [Network(platform, guest)],
            NameServers = [platform.Network.Host.ToString()],
            SearchDomain = platform.Domain,
            StartAtBoot = true,
            Startup = Startup(platform, guest),
            Tags = GuestTags.For(platform, guest),
        };

    /// <summary>The compared fields of a container.</summary>
    public static ImmutableSortedDictionary<string, string> Of(LxcSettings settings)
    {
        var fields = ImmutableSortedDictionary.CreateBuilder<string, string>(StringComparer.Ordinal);
        fields["hostname"] = settings.HostName ?? "";
        fields["cores"] = settings.Cores?.ToString() ?? "all";
        fields["memory"] = settings.Memory?.ToString() ?? "";
        fields["features"] = settings.Features?.Render() ?? "";
        fields["nameserver"] = string.Join(' ', settings.NameServers);
        fields["searchdomain"] = settings.SearchDomain ?? "";
        fields["onboot"] = settings.StartAtBoot == true ? "1" : "0";
        fields["startup"] = settings.Startup ?? "";
        fields["tags"] = string.Join(';', settings.Tags.Order(StringComparer.Ordinal));
        foreach (var network in settings.Networks.Where(network => network.Index == 0))
        {
            fields["net0"] = network.Render();
        }

        return fields.ToImmutable();
    }

    /// <summary>Boot order: the CA first, as <see cref="StartOrder"/> has it.</summary>
    public static string Startup(Platform platform, Guest guest) =>
        $"order={StartOrder.For(platform).TakeWhile(step => !step.Contains(guest)).Count() + 1}";

    private static LxcNetwork Network(Platform platform, Guest guest) =>
        new(0)
        {
            Name = "eth0",
            Bridge = platform.Network.Bridge,
            HardwareAddress = HardwareAddress.For(platform, guest),
            Address = $"{guest.Address}/{platform.Network.Subnet.PrefixLength}",
            Gateway = platform.Network.Gateway.ToString(),
            Firewall = true,
            Type = "veth",
        };
}
