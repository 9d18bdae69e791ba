using Phoenix.Topology;

namespace Phoenix.Proxmox.Values;

/// <summary>Names of volumes that are to be made.</summary>
public static class VolumeSpec
{
    /// <summary>A new volume of a size: <c>local:8</c>, in GiB, the only unit the node takes here.</summary>
    public static string New(string storage, ByteSize size) =>
        $"{storage}:{(size.Bytes / (double)ByteSize.FromGibibytes(1).Bytes).ToString("0.#####", System.Globalization.CultureInfo.InvariantCulture)}";
}
