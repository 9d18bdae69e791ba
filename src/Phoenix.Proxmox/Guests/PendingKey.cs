using Phoenix.Proxmox.Transport;

namespace Phoenix.Proxmox.Guests;

/// <summary>A key of a guest's configuration with what still waits for a restart.</summary>
/// <param name="Key">The key.</param>
/// <param name="Value">What is in force; null when the key is new.</param>
/// <param name="Pending">What will be; null when nothing waits.</param>
/// <param name="WillBeDeleted">The key goes at the next start.</param>
public sealed record PendingKey(string Key, string? Value, string? Pending, bool WillBeDeleted)
{
    /// <summary>Something waits.</summary>
    public bool HasChange => Pending is not null || WillBeDeleted;

    // delete is 1, or 2 for a removal by force.
    internal static PendingKey From(Answer row) =>
        new(row.RequireText("key"), row["value"].Text, row["pending"].Text, row["delete"].Number is > 0);
}
