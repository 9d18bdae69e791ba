using System.Collections.Immutable;
using Phoenix.Proxmox.Transport;

namespace Phoenix.Proxmox.Qemu;

/// <summary>A change of a virtual machine's configuration.</summary>
public sealed record QemuChange
{
    /// <summary>What to set.</summary>
    public QemuSettings Settings { get; init; } = new();

    /// <summary>Keys to remove.</summary>
    public ImmutableArray<string> Delete { get; init; } = [];

    /// <summary>Keys whose pending change is dropped.</summary>
    public ImmutableArray<string> Revert { get; init; } = [];

    /// <summary>The digest of the configuration that the change was made from; null: no check.</summary>
    public string? Digest { get; init; }

    internal FormFields ToFields()
    {
        var fields = Settings.ToFields();
        fields.AddJoined("delete", Delete);
        fields.AddJoined("revert", Revert);
        fields.Add("digest", Digest);
        return fields;
    }
}
