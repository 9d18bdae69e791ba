using System.Text.RegularExpressions;
using Phoenix.Topology.Reading;
using YamlDotNet.Core;

namespace Phoenix.Topology.Yaml;

/// <summary>Reads a text into a tree of <see cref="Node"/>s. Whatever the text is, the outcome is a tree or a diagnostic, never an exception.</summary>
internal static partial class DocumentReader
{
    private const int LongestAnchored = 300;

    /// <summary>The document's root; null when the text cannot be used, which <paramref name="findings"/> then says.</summary>
    public static Node? Read(SourceText source, Findings findings)
    {
        var lines = new LineMap(source);
        if (TextChecks.Problem(source, lines) is { } problem)
        {
            findings.Add(problem);
            return null;
        }

        var parser = new Parser(new Scanner(new StringReader(source.Text), skipComments: true));
        try
        {
            return new TreeBuilder(parser, lines, findings).Build();
        }
        catch (YamlException broken)
        {
            findings.Add(Broken(broken, source.Text, lines, parser.Current?.End.Index ?? 0));
            return null;
        }
        catch (Exception unexpected) when (unexpected is not OutOfMemoryException)
        {
            // The parser has been seen to fail with other exceptions on broken input; for the user it is the same.
            findings.Add(Unforeseen(source.Text, lines, (int)(parser.Current?.End.Index ?? 0)));
            return null;
        }
    }

    private static Diagnostic Unforeseen(string text, LineMap lines, int at)
    {
        var escape = text.IndexOf("\\U", Math.Min(at, text.Length), StringComparison.Ordinal);
        return escape < 0
            ? new Diagnostic(YamlErrors.NotYaml, "this is not YAML: it cannot be read from here on", lines.WithText(lines.Span(at, at)))
            : new Diagnostic(YamlErrors.NotYaml, "this is not YAML: an escape stands for no character", lines.Span(escape, escape + 10))
            {
                Help = "write the character itself",
            };
    }

    /// <param name="broken">What the parser says.</param>
    /// <param name="text">The text.</param>
    /// <param name="lines">Its lines.</param>
    /// <param name="read">How far it was read for certain; for a tab the parser does not say where it is.</param>
    private static Diagnostic Broken(YamlException broken, string text, LineMap lines, long read)
    {
        if (broken.Message.Contains("tab", StringComparison.Ordinal) && TabIndent(lines, lines.Span(read, read).Line) is { } tab)
        {
            return tab;
        }

        if (
            broken.Message.Contains("flow mapping", StringComparison.Ordinal) && AnchorBefore(text, broken.Start.Index, lines) is { } anchor
        )
        {
            return anchor;
        }

        var span = lines.Span(broken.Start.Index, broken.End.Index);
        return new Diagnostic(YamlErrors.NotYaml, $"this is not YAML: {Plain(broken.Message)}", lines.WithText(span));
    }

    /// <summary>YAML has anchors on single values between braces; the parser does not.</summary>
    private static Diagnostic? AnchorBefore(string text, long at, LineMap lines)
    {
        var end = (int)Math.Clamp(at, 0, text.Length);
        var from = Math.Max(0, end - LongestAnchored);
        return AnchoredValue().Match(text[from..end]) is { Success: true } anchored
            ? new Diagnostic(
                YamlErrors.NotYaml,
                "an anchor on a single value cannot be read between { }",
                lines.Span(
                    from + anchored.Groups["anchor"].Index,
                    from + anchored.Groups["anchor"].Index + anchored.Groups["anchor"].Length
                )
            )
            {
                Help = "remove the anchor, or write the map over several lines without { }",
            }
            : null;
    }

    [GeneratedRegex(
        @"(?<anchor>&[^\s,\[\]{}]+)[ \t]+[^,\[\]{}]+,\s*\z",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        1000
    )]
    private static partial Regex AnchoredValue();

    private static Diagnostic? TabIndent(LineMap lines, int from)
    {
        for (var line = from; line <= lines.Count; line++)
        {
            var text = lines.Line(line);
            var tab = text.IndexOf('\t', StringComparison.Ordinal);
            if (tab >= 0 && string.IsNullOrWhiteSpace(text[..tab]) && !string.IsNullOrWhiteSpace(text))
            {
                return new Diagnostic(YamlErrors.TabIndent, "the line is indented with a tab", lines.Place(line, tab + 1))
                {
                    Note = "a tab",
                    Help = "indent with spaces",
                };
            }
        }

        return null;
    }

    /// <summary>The parser's words as part of a sentence: what it found, without what it was about to do.</summary>
    private static string Plain(string message)
    {
        var words = Shown.Printable(message).TrimEnd('.', ' ');
        var comma = words.StartsWith("While ", StringComparison.OrdinalIgnoreCase) ? words.IndexOf(',', StringComparison.Ordinal) : -1;
        var found = (comma < 0 ? words : words[(comma + 1)..]).Trim();
        return found.Length > 1 && char.IsUpper(found[0]) && !char.IsUpper(found[1]) ? char.ToLowerInvariant(found[0]) + found[1..] : found;
    }
}
