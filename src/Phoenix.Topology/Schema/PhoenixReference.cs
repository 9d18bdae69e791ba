using System.Text;
using Phoenix.Topology.Language;

namespace Phoenix.Topology;

/// <summary>The reference of <c>phoenix.yaml</c>, <c>docs/phoenix-yaml.md</c>. Made from the same keys that the reader uses.</summary>
public static class PhoenixReference
{
    private static readonly Lazy<string> Text = new(Render);

    /// <summary>The page in Markdown.</summary>
    public static string Markdown => Text.Value;

    private static string Render()
    {
        var page = new StringBuilder();
        page.Append(
            """
            # `phoenix.yaml`

            <!-- Made from the keys in src/Phoenix.Topology/Language; a test holds it. PHOENIX_UPDATE_GOLDENS=1 writes it anew. -->

            One file says which guests there are, what runs on them and which applications they serve; everything else follows from it.
            It is YAML 1.2 in UTF-8, one document, at most 256 KiB. Anchors, aliases and merge keys may be used within limits; tags may not.
            `phoenix validate` checks it and reports everything at once, each with a code that `phoenix explain` knows.
            `phoenix schema` prints its JSON Schema, which editors use for completion.

            This is the file that `phoenix init` writes, and the platform that `phoenix up` brings up when there is no file:

            ```yaml

            """
        );
        page.Append(SeedPlatform.Source.Text.TrimEnd()).Append("\n```\n");
        AppendSection(page, PlatformKeys.Section);
        AppendDefaults(page);
        return page.ToString();
    }

    private static void AppendSection(StringBuilder page, Section section)
    {
        var title = section.Title.Length == 0 ? "The file" : $"`{section.Title}`";
        page.Append($"\n## {title}\n\n{section.Doc}\n\n| Key | Value | Default | What it is |\n|---|---|---|---|\n");
        foreach (var key in section.Keys)
        {
            var defaults = key.Required ? "needed" : Cell(key.Default ?? "");
            page.Append($"| `{key.Name}` | {Cell(Value(key.Value))} | {defaults} | {Cell(key.Doc)} `{key.Name}: {key.Example}` |\n");
        }

        AppendChoices(page, section);
        foreach (var inner in section.Keys.Select(key => Inner(key.Value)).OfType<Section>())
        {
            AppendSection(page, inner);
        }
    }

    private static void AppendChoices(StringBuilder page, Section section)
    {
        foreach (var key in section.Keys)
        {
            if (key.Value is not IChoices choices)
            {
                continue;
            }

            page.Append($"\n`{key.Name}` is one of:\n\n");
            foreach (var (word, doc) in choices.Words)
            {
                page.Append($"- `{word}`: {doc}\n");
            }
        }
    }

    private static Section? Inner(Shape shape) => shape as Section ?? (shape.Inner is { } inner ? Inner(inner) : null);

    private static void AppendDefaults(StringBuilder page)
    {
        page.Append("\n## What a guest gets by role\n\n| `runs` | `cores` | `memory` | `disk` |\n|---|---|---|---|\n");
        foreach (var role in GuestKeys.Roles.Choices)
        {
            var defaults = RoleDefaults.For(role.Value);
            page.Append($"| `{role.Word}` | {defaults.Cores} | {defaults.Memory} | {defaults.Disk} |\n");
        }
    }

    /// <summary>What the value is, with its form; for a list or a map also that of what it holds.</summary>
    private static string Value(Shape shape) =>
        shape.Form is { } form ? $"{shape.Noun}: {form}"
        : shape.Inner is { Form: { } inner } ? $"{shape.Noun}, each {inner}"
        : shape.Noun;

    private static string Cell(string text) => text.Replace("|", "\\|", StringComparison.Ordinal);
}
