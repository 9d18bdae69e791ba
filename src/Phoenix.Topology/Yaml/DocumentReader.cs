using Phoenix.Topology.Reading;
using YamlDotNet.Core;

namespace Phoenix.Topology.Yaml;

/// <summary>Reads a text into a tree of <see cref="Node"/>s. Whatever the text is, the outcome is a tree or a diagnostic, never an exception.</summary>
internal static class DocumentReader
{
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
            findings.Add(Broken(broken, lines));
            return null;
        }
        catch (Exception unexpected) when (unexpected is not OutOfMemoryException)
        {
            // The parser has been seen to fail with other exceptions on broken input; for the user it is the same.
            var at = parser.Current?.End.Index ?? 0;
            findings.Add(new Diagnostic(YamlErrors.NotYaml, "this is not YAML", lines.Span(at, at)));
            return null;
        }
    }

    private static Diagnostic Broken(YamlException broken, LineMap lines)
    {
        if (broken.Message.Contains("tab", StringComparison.Ordinal) && TabIndent(lines) is { } tab)
        {
            return tab;
        }

        var span = lines.Span(broken.Start.Index, broken.End.Index);
        return new Diagnostic(YamlErrors.NotYaml, $"this is not YAML: {Plain(broken.Message)}", lines.WithText(span));
    }

    private static Diagnostic? TabIndent(LineMap lines)
    {
        for (var line = 1; line <= lines.Count; line++)
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
