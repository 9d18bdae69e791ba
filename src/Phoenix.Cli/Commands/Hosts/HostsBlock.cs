using System.Collections.Immutable;
using System.Net;

namespace Phoenix.Cli.Commands;

/// <summary>The marked block of one platform in the text of a hosts file. Pure; everything outside the block stays as it is, byte for byte.</summary>
internal static class HostsBlock
{
    // Says that the line break before the block is the block's own, so that removing it leaves the file as it was.
    private const string Joined = ", with the line break above";

    /// <summary>The text with the platform's block, in the place of an older one or at the end.</summary>
    /// <param name="text">The file's text, each byte a character.</param>
    /// <param name="platform">The platform's name.</param>
    /// <param name="address">Where the names lead.</param>
    /// <param name="names">The names.</param>
    public static string Install(string text, string platform, IPAddress address, ImmutableArray<string> names)
    {
        var lines = string.Concat(names.Select(name => $"{address} {name}\n"));
        if (Find(text, platform) is { } block)
        {
            var begin = Begin(platform) + (block.OwnsBreak ? Joined : "");
            return $"{text[..block.From]}{begin}\n{lines}{End(platform)}\n{text[block.To..]}";
        }

        var open = text.Length > 0 && text[^1] != '\n';
        return $"{text}{(open ? "\n" : "")}{Begin(platform)}{(open ? Joined : "")}\n{lines}{End(platform)}\n";
    }

    /// <summary>The text without the platform's block; the same text when there is none.</summary>
    public static string Remove(string text, string platform) =>
        Find(text, platform) is { } block ? text[..(block.OwnsBreak ? block.From - 1 : block.From)] + text[block.To..] : text;

    private static string Begin(string platform) => $"# phoenix {platform}: begin, kept by `phoenix hosts`";

    private static string End(string platform) => $"# phoenix {platform}: end";

    // A block whose end is missing (somebody edited it) ends with its own first line: nothing else is touched.
    private static (int From, int To, bool OwnsBreak)? Find(string text, string platform)
    {
        var from = StartOfLine(text, Begin(platform), 0);
        if (from < 0)
        {
            return null;
        }

        var firstEnd = EndOfLine(text, from);
        var end = StartOfLine(text, End(platform), firstEnd);
        var owns = from > 0 && text[from..firstEnd].TrimEnd().EndsWith(Joined, StringComparison.Ordinal);
        return (from, end < 0 ? firstEnd : EndOfLine(text, end), owns);
    }

    private static int StartOfLine(string text, string wanted, int from)
    {
        for (var at = from; at < text.Length; at = EndOfLine(text, at))
        {
            if (text.AsSpan(at).StartsWith(wanted, StringComparison.Ordinal))
            {
                return at;
            }
        }

        return -1;
    }

    private static int EndOfLine(string text, int from) => text.IndexOf('\n', from) is var at and >= 0 ? at + 1 : text.Length;
}
