using Phoenix.Proxmox.Transport;

namespace Phoenix.Proxmox.Guests;

/// <summary>A copy of a guest, to be made.</summary>
public sealed record GuestClone
{
    /// <summary>The copy's id.</summary>
    public required int NewVmid { get; init; }

    /// <summary>The copy's host name; null: the source's.</summary>
    public string? HostName { get; init; }

    /// <summary>The copy's notes; null: the source's.</summary>
    public string? Description { get; init; }

    /// <summary>The snapshot to copy; null: the present. A running container can only be copied from a snapshot.</summary>
    public string? Snapshot { get; init; }

    /// <summary>True: a copy of its own; false: linked to a template; null: the node's default.</summary>
    public bool? Full { get; init; }

    /// <summary>Where a full copy's volumes go; null: where the source's are.</summary>
    public string? Storage { get; init; }

    /// <summary>The node to make it on, when the storage is shared.</summary>
    public string? TargetNode { get; init; }

    /// <summary>Pool to join.</summary>
    public string? Pool { get; init; }

    internal FormFields ToFields(string nameField) =>
        new()
        {
            { "newid", NewVmid },
            { nameField, HostName },
            { "description", Description },
            { "snapname", Snapshot },
            { "full", Full },
            { "storage", Storage },
            { "target", TargetNode },
            { "pool", Pool },
        };
}
