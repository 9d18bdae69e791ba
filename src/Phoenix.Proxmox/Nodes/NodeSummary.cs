using Phoenix.Proxmox.Transport;
using Phoenix.Topology;

namespace Phoenix.Proxmox.Nodes;

/// <summary>A node of the cluster. A node that is off has no numbers.</summary>
/// <param name="Name">Its name.</param>
/// <param name="IsOnline">It is seen by the one that was asked; up to eight seconds old.</param>
/// <param name="Fingerprint">SHA-256 of its certificate; null when it has never been seen.</param>
/// <param name="Uptime">How long it runs; zero when it is off.</param>
/// <param name="Cores">Cores; 0 when it is off.</param>
/// <param name="Memory">Memory; 0 when it is off.</param>
/// <param name="MemoryUsed">Memory in use; 0 when it is off.</param>
public sealed record NodeSummary(
    string Name,
    bool IsOnline,
    string? Fingerprint,
    TimeSpan Uptime,
    int Cores,
    ByteSize Memory,
    ByteSize MemoryUsed
)
{
    internal static NodeSummary From(Answer row) =>
        new(
            row.RequireText("node"),
            row["status"].Text == "online",
            row["ssl_fingerprint"].Text,
            TimeSpan.FromSeconds(row["uptime"].Number ?? 0),
            (int)(row["maxcpu"].Number ?? 0),
            new ByteSize(row["maxmem"].Number ?? 0),
            new ByteSize(row["mem"].Number ?? 0)
        );
}
