using System.Collections.Immutable;
using System.Text.Json;
using Phoenix.Cli.Sessions;
using Phoenix.Cli.Terminal;

namespace Phoenix.Cli.Commands;

/// <summary>A stack in a list, the same in <c>stack ls</c> and <c>status</c>.</summary>
internal static class StackRow
{
    /// <summary>For people.</summary>
    public static ImmutableArray<Piece> Of(StackStatus stack) =>
        [
            new Piece(stack.Name, Tone.Strong),
            new Piece("on " + stack.On),
            new Piece($"{stack.Running}/{stack.Declared} healthy", stack.IsHealthy ? Tone.Good : Tone.Bad),
            new Piece(stack.Summary, Tone.Faint),
        ];

    /// <summary>For programs.</summary>
    public static void WriteJson(Utf8JsonWriter json, StackStatus stack)
    {
        json.WriteStartObject();
        json.WriteString("name", stack.Name);
        json.WriteString("on", stack.On);
        json.WriteBoolean("healthy", stack.IsHealthy);
        json.WriteNumber("running", stack.Running);
        json.WriteNumber("declared", stack.Declared);
        json.WriteString("summary", stack.Summary);
        json.WriteEndObject();
    }
}
