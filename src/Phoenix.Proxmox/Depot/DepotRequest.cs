using System.Globalization;
using System.Text;

namespace Phoenix.Proxmox.Depot;

/// <summary>What the depot understands of an HTTP request: a GET of a path, perhaps from an offset on.</summary>
/// <param name="Method">The method.</param>
/// <param name="Path">The path.</param>
/// <param name="Offset">The first byte asked for.</param>
internal sealed record DepotRequest(string Method, string Path, long Offset)
{
    private const int MaxHead = 8 * 1024;

    /// <summary>Reads a request's head; null when the peer sent none, or something else.</summary>
    public static async Task<DepotRequest?> ReadAsync(Stream stream, CancellationToken cancel)
    {
        var head = new byte[MaxHead];
        for (var length = 0; length < MaxHead; )
        {
            var count = await stream.ReadAsync(head.AsMemory(length), cancel);
            if (count == 0)
            {
                return null;
            }

            length += count;
            if (head.AsSpan(0, length).IndexOf("\r\n\r\n"u8) is var end and >= 0)
            {
                return Parse(Encoding.ASCII.GetString(head, 0, end));
            }
        }

        return null;
    }

    /// <summary>Reads a head without its empty line.</summary>
    internal static DepotRequest? Parse(string head)
    {
        var lines = head.Split("\r\n");
        var range = lines.Skip(1).FirstOrDefault(line => line.StartsWith("Range:", StringComparison.OrdinalIgnoreCase));
        return lines[0].Split(' ') is [var method, ['/', ..] path, "HTTP/1.0" or "HTTP/1.1"] && OffsetOf(range) is { } offset
            ? new DepotRequest(method, path, offset)
            : null;
    }

    // Only "bytes=N-": it is all that going on after a break needs.
    private static long? OffsetOf(string? range)
    {
        if (range is null)
        {
            return 0;
        }

        var value = range["Range:".Length..].Trim();
        return
            value.StartsWith("bytes=", StringComparison.Ordinal)
            && value.EndsWith('-')
            && long.TryParse(value["bytes=".Length..^1], NumberStyles.None, CultureInfo.InvariantCulture, out var offset)
            ? offset
            : null;
    }
}
