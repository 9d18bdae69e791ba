using System.Collections.Immutable;
using Phoenix.Proxmox.Qemu;
using Phoenix.Topology;

namespace Phoenix.Components.Guests;

/// <summary>What is declared of a virtual machine, key by key, in the normal forms in which the node gives it back.</summary>
public static class MachineFields
{
    /// <summary>The settings of a virtual machine that is there already: everything but its disks.</summary>
    public static QemuSettings Settings(Platform platform, Guest guest) =>
        new()
        {
            Name = guest.Name,
            Cores = guest.Cores,
            Memory = guest.Memory,
            Agent = true,
            Networks =
            [
                new QemuNetwork(0)
                {
                    HardwareAddress = HardwareAddress.For(platform, guest),
                    Bridge = platform.Network.Bridge,
                    Firewall = true,
                },
            ],
            CloudInit = new CloudInit
            {
                Addresses =
                [
                    new IpConfig(0)
                    {
                        Address = $"{guest.Address}/{platform.Network.Subnet.PrefixLength}",
                        Gateway = platform.Network.Gateway.ToString(),
                    },
                ],
                NameServers = [platform.Network.Host.ToString()],
                SearchDomain = platform.Domain,
                Upgrade = false,
                Custom = $"user={MachineUserData.VolumeOf(platform, guest)}",
            },
            StartAtBoot = true,
            Startup = GuestFields.Startup(platform, guest),
            Tags = GuestTags.For(platform, guest),
        };

    /// <summary>The compared fields of a virtual machine.</summary>
    public static ImmutableSortedDictionary<string, string> Of(QemuSettings settings)
    {
        var fields = ImmutableSortedDictionary.CreateBuilder<string, string>(StringComparer.Ordinal);
        fields["name"] = settings.Name ?? "";
        fields["cores"] = settings.Cores?.ToString() ?? "";
        fields["memory"] = settings.Memory?.ToString() ?? "";
        fields["agent"] = settings.Agent == true ? "1" : "0";
        fields["onboot"] = settings.StartAtBoot == true ? "1" : "0";
        fields["startup"] = settings.Startup ?? "";
        fields["tags"] = string.Join(';', settings.Tags.Order(StringComparer.Ordinal));
        fields["nameserver"] = string.Join(' ', settings.CloudInit?.NameServers ?? []);
        fields["searchdomain"] = settings.CloudInit?.SearchDomain ?? "";
        foreach (var network in settings.Networks.Where(network => network.Index == 0))
        {
            fields["net0"] = network.Render();
        }

        foreach (var address in (settings.CloudInit?.Addresses ?? []).Where(address => address.Index == 0))
        {
            fields["ipconfig0"] = address.Render();
        }

        return fields.ToImmutable();
    }
}
