using Phoenix.Proxmox.Transport;
using Phoenix.Topology;

namespace Phoenix.Proxmox.Storage;

/// <summary>Something in a storage.</summary>
/// <param name="Id">E.g. <c>local:vztmpl/debian-13-standard_13.1-1_amd64.tar.zst</c>.</param>
/// <param name="Content"><c>vztmpl</c>, <c>iso</c>, <c>rootdir</c>, <c>images</c>, ...</param>
/// <param name="Format"><c>tzst</c>, <c>raw</c>, <c>subvol</c>, ...</param>
/// <param name="Size">Its size.</param>
/// <param name="Vmid">The guest it belongs to, or null.</param>
public sealed record StorageVolume(string Id, string Content, string? Format, ByteSize Size, int? Vmid)
{
    internal static StorageVolume From(Answer row) =>
        new(
            row.RequireText("volid"),
            row["content"].Text ?? "",
            row["format"].Text,
            new ByteSize(row["size"].Number ?? 0),
            (int?)row["vmid"].Number
        );
}
