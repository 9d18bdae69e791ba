using System.Net;

namespace Phoenix.Topology.Reading.Checks;

/// <summary>Who has a port.</summary>
internal sealed record PortHolder(PublishedPort Port, string By, SourceSpan? At);

/// <summary>The ports of one guest that are taken. Ranges are kept apart and in order, so that thousands of ports are not compared each with each.</summary>
internal sealed class TakenPorts
{
    private readonly Dictionary<(TransportProtocol, IPAddress?), List<Range>> byAddress = [];
    private readonly Dictionary<TransportProtocol, List<Range>> onAnyAddress = [];

    /// <summary>Takes a port or a range; says who had a part of it before.</summary>
    public PortHolder? Take(PublishedPort port, string by, SourceSpan? at)
    {
        var holder = new PortHolder(port, by, at);
        // A port without an address is on all of them, so it meets every other.
        var onAll = Ranges(byAddress, (port.Protocol, (IPAddress?)null));
        var everywhere = Ranges(onAnyAddress, port.Protocol);
        var own = Ranges(byAddress, (port.Protocol, port.Address));
        var earlier = port.Address is null ? Holder(everywhere, port) : Holder(onAll, port) ?? Holder(own, port);
        Add(everywhere, port, holder);
        Add(own, port, holder);
        return earlier;
    }

    private static List<Range> Ranges<TKey>(Dictionary<TKey, List<Range>> of, TKey key)
        where TKey : notnull
    {
        if (!of.TryGetValue(key, out var ranges))
        {
            of.Add(key, ranges = []);
        }

        return ranges;
    }

    private static PortHolder? Holder(List<Range> ranges, PublishedPort port) =>
        FirstUpTo(ranges, port.First) is var at && at < ranges.Count && ranges[at].First <= port.Last ? ranges[at].Holder : null;

    /// <summary>Puts the range in; those that it meets become one with it, in the hands of the first.</summary>
    private static void Add(List<Range> ranges, PublishedPort port, PortHolder holder)
    {
        var from = FirstUpTo(ranges, port.First);
        var to = from;
        var joined = new Range(port.First, port.Last, holder);
        for (; to < ranges.Count && ranges[to].First <= port.Last; to++)
        {
            var met = ranges[to];
            joined = new Range(Math.Min(joined.First, met.First), Math.Max(joined.Last, met.Last), to == from ? met.Holder : joined.Holder);
        }

        ranges.RemoveRange(from, to - from);
        ranges.Insert(from, joined);
    }

    /// <summary>The index of the first range that does not end before the port.</summary>
    private static int FirstUpTo(List<Range> ranges, int port)
    {
        var (low, high) = (0, ranges.Count);
        while (low < high)
        {
            var middle = (low + high) / 2;
            (low, high) = ranges[middle].Last < port ? (middle + 1, high) : (low, middle);
        }

        return low;
    }

    private sealed record Range(int First, int Last, PortHolder Holder);
}
