using System.Globalization;
using Phoenix.Engine;
using Phoenix.Topology;

namespace Phoenix.Components.Guests;

/// <summary>Pure: a guest's root disk as the node has it, against the declared size. It grows in place and never shrinks.</summary>
public static class GuestDisk
{
    // New volumes are asked for in fractions of a GiB, and storages round up to what they are made of: neither is a difference.
    private static readonly ByteSize Grain = ByteSize.FromMebibytes(1);
    private static readonly ByteSize Rounding = ByteSize.FromGibibytes(1);

    /// <summary>A size as the node writes it (<c>8G</c>, <c>4196M</c>); null for none and for a volume without a limit (<c>0T</c>).</summary>
    public static ByteSize? Parse(string? size)
    {
        var unit = size is { Length: > 0 } ? "KMGT".IndexOf(size[^1], StringComparison.Ordinal) + 1 : 0;
        var number = unit > 0 ? size![..^1] : size;
        return decimal.TryParse(number, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var count) && count > 0
            ? new ByteSize((long)(count * (1L << (10 * unit))))
            : null;
    }

    /// <summary>Whether the disk has to grow.</summary>
    public static bool MustGrow(ByteSize? observed, ByteSize declared) =>
        observed is { } size && declared.Bytes - size.Bytes >= Grain.Bytes;

    /// <summary>What a plan says of it; null when there is nothing to change.</summary>
    /// <exception cref="PhoenixException">PHX3005: the declared size is smaller.</exception>
    public static FieldDiff? Difference(ResourceId id, Guest guest, ByteSize? observed) =>
        observed is { } size && size.Bytes - guest.Disk.Bytes >= Rounding.Bytes
            ? throw new PhoenixException(
                GuestErrors.DiskNeverShrinks,
                $"disk: {guest.Disk} is smaller than the disk of guest {guest.Id}, {size}"
            )
            {
                Where = id.ToString(),
                Help = $"Write disk: {size} in phoenix.yaml.",
            }
        : MustGrow(observed, guest.Disk) ? new FieldDiff("disk", $"{observed}", $"{guest.Disk}")
        : null;
}
