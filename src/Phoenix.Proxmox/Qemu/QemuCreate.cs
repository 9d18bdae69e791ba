using Phoenix.Proxmox.Transport;

namespace Phoenix.Proxmox.Qemu;

/// <summary>A new virtual machine.</summary>
public sealed record QemuCreate
{
    /// <summary>Its id, 100 to 999999999.</summary>
    public required int Vmid { get; init; }

    /// <summary>Everything else.</summary>
    public QemuSettings Settings { get; init; } = new();

    /// <summary>Pool to join.</summary>
    public string? Pool { get; init; }

    /// <summary>Started at once. Start it with a call of its own to know whether it worked.</summary>
    public bool Start { get; init; }

    internal FormFields ToFields()
    {
        var fields = new FormFields { { "vmid", Vmid }, { "pool", Pool } };
        fields.AddWhen("start", Start);
        return fields.With(Settings.ToFields());
    }
}
