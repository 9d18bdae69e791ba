using System.Globalization;

namespace Phoenix.Topology;

/// <summary>A number of bytes, written in binary units as Proxmox does (<c>512M</c>, <c>8G</c>).</summary>
public readonly record struct ByteSize(long Bytes) : IComparable<ByteSize>
{
    private const long Kibi = 1024;

    /// <summary>Whole mebibytes, the unit of Proxmox's <c>memory</c>.</summary>
    public long Mebibytes => Bytes / (Kibi * Kibi);

    /// <summary>Whole gibibytes, the unit of a new Proxmox volume.</summary>
    public long Gibibytes => Bytes / (Kibi * Kibi * Kibi);

    /// <summary>A size of <paramref name="count"/> MiB.</summary>
    public static ByteSize FromMebibytes(long count) => new(count * Kibi * Kibi);

    /// <summary>A size of <paramref name="count"/> GiB.</summary>
    public static ByteSize FromGibibytes(long count) => new(count * Kibi * Kibi * Kibi);

    /// <inheritdoc />
    public int CompareTo(ByteSize other) => Bytes.CompareTo(other.Bytes);

    /// <summary>The size in the largest unit that divides it, e.g. <c>8G</c>, <c>1536M</c>.</summary>
    public override string ToString()
    {
        var (value, unit) = (Bytes, 0);
        while (value != 0 && value % Kibi == 0 && unit < 4)
        {
            (value, unit) = (value / Kibi, unit + 1);
        }

        return value.ToString(CultureInfo.InvariantCulture) + new[] { "", "K", "M", "G", "T" }[unit];
    }

    public static bool operator <(ByteSize left, ByteSize right) => left.Bytes < right.Bytes;

    public static bool operator >(ByteSize left, ByteSize right) => left.Bytes > right.Bytes;

    public static bool operator <=(ByteSize left, ByteSize right) => left.Bytes <= right.Bytes;

    public static bool operator >=(ByteSize left, ByteSize right) => left.Bytes >= right.Bytes;
}
