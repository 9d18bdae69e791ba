using System.Collections.Immutable;

namespace Phoenix.Lab.Firewall;

/// <summary>Ports as runs, both ends included, in the order they were written.</summary>
internal sealed record PortSet(ImmutableArray<(int First, int Last)> Ranges)
{
    /// <summary>The most ports a rule may list; a run counts as two (iptables' multiport).</summary>
    private const int Most = 15;

    public static PortSet Of(params ReadOnlySpan<int> ports)
    {
        var ranges = ImmutableArray.CreateBuilder<(int, int)>();
        foreach (var port in ports)
        {
            ranges.Add((port, port));
        }

        return new(ranges.DrainToImmutable());
    }

    public static PortSet Range(int first, int last) => new([(first, last)]);

    public bool Contains(int port) => Ranges.Any(range => range.First <= port && port <= range.Last);

    /// <summary>Reads <c>80,443,8000:8010,ssh</c>; null when it is not a port list.</summary>
    public static PortSet? Parse(string text)
    {
        var ranges = ImmutableArray.CreateBuilder<(int, int)>();
        var count = 0;
        foreach (var item in text.Split(','))
        {
            var ends = item.Split(':');
            if (ends.Length > 2 || Port(ends[0]) is not { } first || Port(ends[^1]) is not { } last || last < first)
            {
                return null;
            }

            count += ends.Length;
            ranges.Add((first, last));
        }

        return count > Most ? null : new(ranges.DrainToImmutable());
    }

    private static int? Port(string text) =>
        text.Length is > 0 and <= 5 && text.All(char.IsAsciiDigit)
            ? int.Parse(text) is var port && port <= ushort.MaxValue
                ? port
                : null
            : ServiceNames.PortOf(text);
}
