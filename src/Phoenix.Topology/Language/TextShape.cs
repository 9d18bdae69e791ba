using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Nodes;
using Phoenix.Topology.Reading;
using Phoenix.Topology.Yaml;

namespace Phoenix.Topology.Language;

/// <summary>Turns a text into a value, or says that it is none.</summary>
internal delegate bool TextParser<T>(string text, [MaybeNullWhen(false)] out T value);

/// <summary>A single value that is written as text of a strict form.</summary>
internal sealed class TextShape<T>(string noun, ErrorCode code, TextParser<T> parse) : Shape<T>
{
    public override string Noun => noun;

    /// <summary>The form, without anchors; null when it is not a regular language.</summary>
    public string? Pattern { get; init; }

    /// <summary>The least number of characters.</summary>
    public int Shortest { get; init; }

    /// <summary>The greatest number of characters, when the form does not limit it.</summary>
    public int? Longest { get; init; }

    /// <summary>Words of the form that mean something else already.</summary>
    public ImmutableArray<string> Reserved { get; init; } = [];

    /// <summary>The rule in a few words, shown at the mark.</summary>
    public required string Rule { get; init; }

    public override string? Form => Rule;

    /// <summary>What the user may have meant, for a text that is none.</summary>
    public Func<string, string?> Suggest { get; init; } = _ => null;

    /// <summary>The value may also be written as a bare number or <c>true</c>, which YAML does not take for text.</summary>
    public bool TakesBareScalars { get; init; }

    public override Located<T>? Read(Node node, ScalarNode? key, Findings findings)
    {
        if (node is not ScalarNode { IsNull: false } scalar)
        {
            return Wrong(node, key, findings, TakesBareScalars && node is ScalarNode ? "write \"\" for an empty value" : null);
        }

        if (Reserved.Contains(scalar.Text))
        {
            findings.Add(new Diagnostic(GuestErrors.NameReserved, $"{Shown.Quoted(scalar.Text)} is reserved", scalar.Span));
            return null;
        }

        if (parse(scalar.Text, out var value))
        {
            return new Located<T>(value, scalar.Span);
        }

        findings.Add(
            new Diagnostic(code, $"{Shown.Quoted(scalar.Text)} is not {noun}", scalar.Span)
            {
                Note = Rule,
                Help = Suggest(scalar.Text) is { } suggestion ? $"write {suggestion}" : null,
            }
        );
        return null;
    }

    public override JsonObject Schema()
    {
        var schema = new JsonObject { ["type"] = TakesBareScalars ? new JsonArray("string", "number", "boolean") : Type() };
        foreach (var (name, limit) in Limits())
        {
            schema[name] = limit?.DeepClone();
        }

        return schema;
    }

    /// <summary>What the schema says of the text itself.</summary>
    public JsonObject Limits()
    {
        var limits = new JsonObject();
        if (Pattern is not null)
        {
            limits["pattern"] = $"^(?:{Pattern})$";
        }

        if (Shortest > 0)
        {
            limits["minLength"] = Shortest;
        }

        if (Longest is { } longest)
        {
            limits["maxLength"] = longest;
        }

        if (!Reserved.IsEmpty)
        {
            limits["not"] = new JsonObject { ["enum"] = new JsonArray([.. Reserved.Select(word => (JsonNode)JsonValue.Create(word)!)]) };
        }

        return limits;
    }

    /// <summary>A name may be written as a bare number, which YAML does not take for text.</summary>
    private JsonNode Type() => parse("100", out _) ? new JsonArray("string", "integer") : JsonValue.Create("string")!;
}
