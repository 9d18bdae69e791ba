using Phoenix.Proxmox.Transport;

namespace Phoenix.Proxmox.Guests;

/// <summary>A snapshot of a guest.</summary>
/// <param name="Name">Its name.</param>
/// <param name="TakenAt">When it was taken.</param>
/// <param name="Parent">The one before it, or null.</param>
/// <param name="Description">Notes.</param>
public sealed record GuestSnapshot(string Name, DateTimeOffset TakenAt, string? Parent, string? Description)
{
    /// <summary>The list's last row is no snapshot but the present ("You are here!").</summary>
    internal const string Present = "current";

    internal static GuestSnapshot From(Answer row) =>
        new(
            row.RequireText("name"),
            DateTimeOffset.FromUnixTimeSeconds(row["snaptime"].Number ?? 0),
            row["parent"].Text,
            row["description"].Text
        );
}
