using System.Text.Json;
using Phoenix.Cli.Invocations;
using Phoenix.Cli.Terminal;
using Phoenix.Engine;
using Phoenix.Topology;

namespace Phoenix.Cli.Views;

/// <summary>What is wrong with a platform file.</summary>
internal static class DiagnosticsView
{
    /// <summary>Writes everything that was found: to standard error, and as JSON to standard output when that was asked for.</summary>
    public static void Write(Invocation invocation, PlatformResult result)
    {
        if (invocation.IsJson)
        {
            invocation.WriteJson(json =>
            {
                ResultJson.Write(json, RunResult.BeforeItsSteps(RunEnding.Failed), ExitCodes.InvalidConfiguration);
                WriteJson(json, result);
            });
            return;
        }

        invocation.Error.WriteText(
            string.Concat(DiagnosticRenderer.Render(result).Pieces.Select(piece => Coloured(piece, invocation.Error.Colours)))
        );
    }

    /// <summary>The properties <c>valid</c>, <c>errors</c> and <c>diagnostics</c>.</summary>
    public static void WriteJson(Utf8JsonWriter json, PlatformResult result)
    {
        json.WriteBoolean("valid", result.Errors == 0);
        json.WriteNumber("errors", result.Errors);
        json.WriteStartArray("diagnostics");
        foreach (var diagnostic in result.Diagnostics)
        {
            json.WriteStartObject();
            json.WriteString("code", diagnostic.Code.Code);
            json.WriteString("severity", diagnostic.Severity == Severity.Error ? "error" : "warning");
            json.WriteString("message", diagnostic.Message);
            WritePlace(json, diagnostic.Span);
            if (diagnostic.Note is { } note)
            {
                json.WriteString("note", note);
            }

            if (diagnostic.Related is { } related)
            {
                json.WriteStartObject("related");
                WritePlace(json, related);
                json.WriteEndObject();
            }

            json.WriteString("help", diagnostic.WayOut);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WritePlace(Utf8JsonWriter json, SourceSpan span)
    {
        json.WriteString("file", span.File);
        json.WriteNumber("line", span.Line);
        json.WriteNumber("column", span.Column);
        json.WriteNumber("length", span.Length);
    }

    // The renderer's pieces hold line ends of their own; they stay outside the colour.
    private static string Coloured(StyledText piece, ColourUse colours)
    {
        var text = piece.Text.TrimEnd('\n');
        var indent = text.Length - text.TrimStart(' ').Length;
        return text[..indent] + Ansi.Inline(text[indent..], ToneOf(piece.Style), colours) + piece.Text[text.Length..];
    }

    private static Tone ToneOf(TextStyle style) =>
        style switch
        {
            TextStyle.Error or TextStyle.Mark => Tone.Bad,
            TextStyle.Warning => Tone.Attention,
            TextStyle.Message => Tone.Strong,
            TextStyle.Place or TextStyle.Gutter or TextStyle.Count => Tone.Faint,
            TextStyle.Help => Tone.Accent,
            _ => Tone.Plain,
        };
}
