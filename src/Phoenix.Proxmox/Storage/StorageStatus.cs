using System.Collections.Immutable;
using Phoenix.Proxmox.Transport;
using Phoenix.Topology;

namespace Phoenix.Proxmox.Storage;

/// <summary>A storage as a node sees it.</summary>
/// <param name="Id">Its name.</param>
/// <param name="Type"><c>dir</c>, <c>lvmthin</c>, <c>zfspool</c>, ...</param>
/// <param name="Content">What may be in it, in no order: <c>rootdir</c>, <c>images</c>, <c>vztmpl</c>, <c>iso</c>, <c>snippets</c>, <c>backup</c>, <c>import</c>.</param>
/// <param name="IsActive">It can be used on this node now.</param>
/// <param name="IsShared">All nodes see the same.</param>
/// <param name="Total">Its size.</param>
/// <param name="Available">What is free.</param>
public sealed record StorageStatus(
    string Id,
    string Type,
    ImmutableArray<string> Content,
    bool IsActive,
    bool IsShared,
    ByteSize Total,
    ByteSize Available
)
{
    internal static StorageStatus From(Answer row) =>
        new(
            row.RequireText("storage"),
            row["type"].Text ?? "",
            row["content"].Words,
            row["active"].IsSet,
            row["shared"].IsSet,
            new ByteSize(row["total"].Number ?? 0),
            new ByteSize(row["avail"].Number ?? 0)
        );
}
