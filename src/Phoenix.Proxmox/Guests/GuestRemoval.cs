using Phoenix.Proxmox.Transport;

namespace Phoenix.Proxmox.Guests;

/// <summary>What goes with a removed guest.</summary>
public sealed record GuestRemoval
{
    /// <summary>A running container is killed first. A virtual machine must be stopped by a call of its own.</summary>
    public bool Force { get; init; }

    /// <summary>Its entries in backup jobs, replication and HA go too.</summary>
    public bool Purge { get; init; }

    /// <summary>Volumes that carry its id and are in no configuration go too; null: the node's default.</summary>
    public bool? DestroyUnreferencedDisks { get; init; }

    internal FormFields ToFields()
    {
        var fields = new FormFields { { "destroy-unreferenced-disks", DestroyUnreferencedDisks } };
        fields.AddWhen("force", Force);
        fields.AddWhen("purge", Purge);
        return fields;
    }
}
