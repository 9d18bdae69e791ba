using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Phoenix.Topology.Reading;
using Phoenix.Topology.Yaml;

namespace Phoenix.Topology.Language;

/// <summary>One of a few words.</summary>
internal sealed record Choice<T>(string Word, T Value, string Doc);

/// <summary>The words of a choice, whatever they stand for.</summary>
internal interface IChoices
{
    /// <summary>Each word and what it is.</summary>
    IEnumerable<(string Word, string Doc)> Words { get; }
}

/// <summary>A value that is one of a few words.</summary>
internal sealed class ChoiceShape<T>(string noun, ImmutableArray<Choice<T>> choices) : Shape<T>, IChoices
{
    public override string Noun => noun;

    public ImmutableArray<Choice<T>> Choices => choices;

    public IEnumerable<(string Word, string Doc)> Words => choices.Select(choice => (choice.Word, choice.Doc));

    public override Located<T>? Read(Node node, ScalarNode? key, Findings findings)
    {
        if (node is not ScalarNode { IsNull: false } scalar)
        {
            return Wrong(node, key, findings);
        }

        if (choices.FirstOrDefault(choice => choice.Word == scalar.Text) is { } chosen)
        {
            return new Located<T>(chosen.Value, scalar.Span);
        }

        var words = choices.Select(choice => choice.Word).ToList();
        findings.Add(
            new Diagnostic(GuestErrors.UnknownChoice, $"{Shown.Quoted(scalar.Text)} is not {noun}", scalar.Span)
            {
                Note = $"one of {string.Join(", ", words)}",
                Help = DidYouMean.Help(scalar.Text, words),
            }
        );
        return null;
    }

    public override JsonObject Schema() =>
        new() { ["enum"] = new JsonArray([.. choices.Select(choice => (JsonNode)JsonValue.Create(choice.Word)!)]) };
}
