using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Phoenix.Testing;
using Phoenix.Topology.Language;

namespace Phoenix.Topology.Tests.Language;

public sealed class PhoenixSchemaTests
{
    [Fact]
    public void Schema_is_as_the_golden_has_it() => Golden.Matches(PhoenixSchema.Json, "phoenix.schema.json");

    [Fact]
    public void Reference_is_as_the_docs_have_it() =>
        Golden.MatchesFile(PhoenixReference.Markdown, Path.Combine(RepositoryFolder.Root, "docs", "phoenix-yaml.md"));

    [Fact]
    public void Schema_has_every_key_of_every_section()
    {
        var schema = JsonNode.Parse(PhoenixSchema.Json)!.AsObject();

        KeysOf(schema).Order().ShouldBe(KeysOf(PlatformKeys.Section).Order());
    }

    [Fact]
    public void Schema_patterns_are_of_a_syntax_that_ecmascript_knows()
    {
        foreach (var pattern in PatternsOf(JsonNode.Parse(PhoenixSchema.Json)!))
        {
            Should.NotThrow(() => new Regex(pattern, RegexOptions.ECMAScript));
        }
    }

    [Fact]
    public void Examples_of_all_keys_are_read_without_a_finding()
    {
        foreach (var (path, key) in SectionKeys(PlatformKeys.Section))
        {
            // An example that is cut short for the reader's sake is the one of the fingerprint.
            if (!key.Example.Contains("...", StringComparison.Ordinal))
            {
                KeyReading.Findings(key, key.Example).ShouldBeEmpty($"{path}.{key.Name}: {key.Example}");
            }
        }
    }

    [Fact]
    public void Keys_have_a_doc_that_is_a_sentence_and_a_default_or_are_needed_or_optional()
    {
        foreach (var (path, key) in SectionKeys(PlatformKeys.Section))
        {
            key.Doc.ShouldEndWith(".", customMessage: $"{path}.{key.Name}");
            (key.Required && key.Default is not null).ShouldBeFalse($"{path}.{key.Name} is needed and has a default");
        }
    }

    internal static IEnumerable<(string Path, Key Key)> SectionKeys(Section section) =>
        section.Keys.SelectMany(key =>
            InnerOf(key.Value) is { } inner ? SectionKeys(inner).Prepend((section.Title, key)) : [(section.Title, key)]
        );

    private static Section? InnerOf(Shape shape) => shape as Section ?? (shape.Inner is { } inner ? InnerOf(inner) : null);

    private static IEnumerable<string> KeysOf(Section section) => SectionKeys(section).Select(pair => pair.Key.Name);

    private static IEnumerable<string> KeysOf(JsonObject schema)
    {
        foreach (var (name, value) in schema["properties"]?.AsObject() ?? [])
        {
            yield return name;
            var inner = value!["items"] ?? value["additionalProperties"] as JsonObject ?? value;
            foreach (var key in KeysOf(inner.AsObject()))
            {
                yield return key;
            }
        }
    }

    private static IEnumerable<string> PatternsOf(JsonNode node) =>
        node switch
        {
            JsonObject map => map.SelectMany(pair =>
                pair is { Key: "pattern", Value: JsonValue value } ? [value.GetValue<string>()]
                : pair.Value is null ? []
                : PatternsOf(pair.Value)
            ),
            JsonArray list => list.SelectMany(item => PatternsOf(item!)),
            _ => [],
        };
}
