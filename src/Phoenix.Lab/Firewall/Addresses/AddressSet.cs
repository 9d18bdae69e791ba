using System.Collections.Immutable;
using System.Net;

namespace Phoenix.Lab.Firewall;

/// <summary>A set of addresses of both families as sorted runs that do not touch. What it holds follows from the runs alone, so that nomatch entries and negations cost nothing at match time.</summary>
internal sealed record AddressSet(ImmutableArray<AddressRange> V4, ImmutableArray<AddressRange> V6)
{
    public static readonly AddressSet Empty = new([], []);

    public static readonly AddressSet LimitedBroadcast = Of(IPAddress.Broadcast);

    public bool IsEmpty => V4.IsEmpty && V6.IsEmpty;

    public static AddressSet Of(IPAddress address) =>
        Of(AddressRange.FamilyOf(address), new(AddressRange.Number(address), AddressRange.Number(address)));

    public static AddressSet Of(IPNetwork network) => Of(AddressRange.FamilyOf(network.BaseAddress), AddressRange.Of(network));

    public static AddressSet Of(AddressFamily family, AddressRange range) =>
        family == AddressFamily.IPv4 ? new([range], []) : new([], [range]);

    public static AddressSet Of(IEnumerable<IPAddress> addresses) => addresses.Aggregate(Empty, (set, address) => set.Union(Of(address)));

    public ImmutableArray<AddressRange> Ranges(AddressFamily family) => family == AddressFamily.IPv4 ? V4 : V6;

    public bool Contains(IPAddress address)
    {
        var number = AddressRange.Number(address);
        return Ranges(AddressRange.FamilyOf(address)).Any(range => range.First <= number && number <= range.Last);
    }

    public AddressSet Union(AddressSet other) => new(Union([.. V4, .. other.V4]), Union([.. V6, .. other.V6]));

    public AddressSet Complement() => new(Complement(V4, AddressFamily.IPv4), Complement(V6, AddressFamily.IPv6));

    public AddressSet Except(AddressSet other) => Complement().Union(other).Complement();

    private static ImmutableArray<AddressRange> Union(ImmutableArray<AddressRange> ranges)
    {
        var merged = new List<AddressRange>();
        foreach (var range in ranges.OrderBy(range => range.First))
        {
            if (merged.Count > 0 && Touch(merged[^1], range))
            {
                merged[^1] = new(merged[^1].First, UInt128.Max(merged[^1].Last, range.Last));
            }
            else
            {
                merged.Add(range);
            }
        }

        return [.. merged];
    }

    private static bool Touch(AddressRange left, AddressRange right) => right.First <= left.Last || right.First - left.Last == 1;

    private static ImmutableArray<AddressRange> Complement(ImmutableArray<AddressRange> ranges, AddressFamily family)
    {
        var gaps = ImmutableArray.CreateBuilder<AddressRange>();
        var next = UInt128.Zero;
        foreach (var range in ranges)
        {
            if (range.First > next)
            {
                gaps.Add(new(next, range.First - 1));
            }

            if (range.Last == AddressRange.Highest(family))
            {
                return gaps.DrainToImmutable();
            }

            next = range.Last + 1;
        }

        gaps.Add(new(next, AddressRange.Highest(family)));
        return gaps.DrainToImmutable();
    }
}
