using System.Collections.Immutable;
using Phoenix.Proxmox.Values;

namespace Phoenix.Proxmox.Qemu;

/// <summary>An interface of a virtual machine, the value of <c>net[n]</c>.</summary>
/// <param name="Index">The number of the key: 0 for <c>net0</c>.</param>
public sealed record QemuNetwork(int Index)
{
    private static readonly ImmutableArray<string> Models =
    [
        "virtio",
        "e1000",
        "e1000e",
        "e1000-82540em",
        "e1000-82544gc",
        "e1000-82545em",
        "i82551",
        "i82557b",
        "i82559er",
        "ne2k_isa",
        "ne2k_pci",
        "pcnet",
        "rtl8139",
        "vmxnet3",
    ];

    /// <summary>The card.</summary>
    public string Model { get; init; } = "virtio";

    /// <summary>MAC address. Carry it over into every change: without it the node makes a new one on each PUT.</summary>
    public string? HardwareAddress { get; init; }

    /// <summary>The bridge of the node.</summary>
    public string? Bridge { get; init; }

    /// <summary>Whether the firewall sees this interface; null as the node's default, off.</summary>
    public bool? Firewall { get; init; }

    /// <summary>Parts that this record does not know, kept as they are.</summary>
    public PropertyString? Others { get; init; }

    /// <summary>Reads the value of <c>net[n]</c>: <c>virtio=MAC,...</c>, <c>virtio,...</c> or <c>model=virtio,macaddr=MAC,...</c>.</summary>
    public static QemuNetwork Parse(int index, string text)
    {
        var read = PropertyString.Parse(text, "model");
        var card = read.Parts.FirstOrDefault(part => Models.Contains(part.Key));
        return new QemuNetwork(index)
        {
            Model = card.Key ?? read["model"] ?? "virtio",
            HardwareAddress = card.Value ?? read["macaddr"],
            Bridge = read["bridge"],
            Firewall = read.Flag("firewall"),
            Others = new PropertyString().WithRest(read, ["model", "macaddr", "bridge", "firewall", .. Models])
                is { Parts.Length: > 0 } others
                ? others
                : null,
        };
    }

    /// <summary>In the node's normal form: the card with its address, then by alphabet.</summary>
    public string Render()
    {
        var rest = new PropertyString().With("bridge", Bridge).With("firewall", Firewall).WithRest(Others).Ordered();
        var card = HardwareAddress is null ? new PropertyString().With("model", Model) : new PropertyString().With(Model, HardwareAddress);
        return card.WithRest(rest).Render();
    }
}
