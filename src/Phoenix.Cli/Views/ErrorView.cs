using System.Collections.Immutable;
using System.Text.Json;
using Phoenix.Cli.Terminal;
using Phoenix.Topology;

namespace Phoenix.Cli.Views;

/// <summary>An error: what, where, in whose words, and what to do.</summary>
internal static class ErrorView
{
    private const int RemoteLines = 12;

    /// <summary>The error as the property <c>error</c>.</summary>
    public static void WriteJson(Utf8JsonWriter json, PhoenixException error)
    {
        json.WriteStartObject("error");
        json.WriteString("code", error.Code.Code);
        json.WriteString("message", error.Message);
        Optional("where", error.Where);
        Optional("remote", error.Remote);
        json.WriteString("help", error.Help ?? error.Code.Remedy);
        json.WriteEndObject();

        void Optional(string name, string? value)
        {
            if (value is not null)
            {
                json.WriteString(name, value);
            }
        }
    }

    /// <summary>The error as lines.</summary>
    public static ImmutableArray<Line> Lines(PhoenixException error) =>
        [
            Line.Of("error " + error.Code.Code, Tone.Bad).With(": " + FirstLine(error.Message), Tone.Strong),
            .. error.Where is { } where ? [Line.Of("  " + where, Tone.Faint)] : ImmutableArray<Line>.Empty,
            .. Details(error, "  "),
        ];

    /// <summary>What stands below the first line: more of the message, the remote's words, the way out.</summary>
    public static IEnumerable<Line> Details(PhoenixException error, string indent)
    {
        foreach (var line in error.Message.Split('\n').Skip(1))
        {
            yield return Line.Of(indent + line.TrimEnd());
        }

        foreach (var line in Remote(error, indent))
        {
            yield return line;
        }

        yield return Line.Of(indent + "help: ", Tone.Faint).With(error.Help ?? error.Code.Remedy);
        yield return Line.Of(indent + "more: ", Tone.Faint).With("phoenix explain " + error.Code.Code, Tone.Accent);
    }

    /// <summary>The remote's words.</summary>
    public static IEnumerable<Line> Remote(PhoenixException error, string indent)
    {
        var said = (error.Remote ?? "").TrimEnd().Split('\n');
        if (said.Length > RemoteLines)
        {
            yield return Line.Of($"{indent}| … {said.Length - RemoteLines} lines before", Tone.Faint);
        }

        // The end of what a command says is where the cause stands.
        foreach (var line in said.TakeLast(RemoteLines).Where(line => line.Trim().Length > 0))
        {
            yield return Line.Of(indent + "| ", Tone.Faint).With(line.TrimEnd('\r'));
        }
    }

    /// <summary>The first line of a text.</summary>
    public static string FirstLine(string text) => text.Split('\n')[0].TrimEnd('\r');
}
