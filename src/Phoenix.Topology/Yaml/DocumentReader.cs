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
        var span = lines.Span(broken.Start.Index, broken.End.Index);
        for (var line = span.Line; line >= Math.Max(1, span.Line - 1); line--)
        {
            var text = lines.Line(line);
            var tab = text.IndexOf('\t');
            if (tab >= 0 && string.IsNullOrWhiteSpace(text[..tab]))
            {
                return new Diagnostic(
                    YamlErrors.TabIndent,
                    "the line is indented with a tab",
                    span with
                    {
                        Line = line,
                        Column = tab + 1,
                        Length = 1,
                    }
                )
                {
                    Note = "a tab",
                    Help = "indent with spaces",
                };
            }
        }

        return new Diagnostic(YamlErrors.NotYaml, $"this is not YAML: {Shown.Cut(Plain(broken.Message))}", span);
    }

    /// <summary>The parser's words as part of a sentence.</summary>
    private static string Plain(string message)
    {
        var words = message.TrimEnd('.', '\r', '\n', ' ');
        return words.Length > 1 && char.IsUpper(words[0]) && !char.IsUpper(words[1]) ? char.ToLowerInvariant(words[0]) + words[1..] : words;
    }
}
