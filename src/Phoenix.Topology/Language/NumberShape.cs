using System.Globalization;
using System.Text.Json.Nodes;
using Phoenix.Topology.Reading;
using Phoenix.Topology.Yaml;

namespace Phoenix.Topology.Language;

/// <summary>A whole number within limits, written bare.</summary>
internal sealed class NumberShape(string what, int least, int most, ErrorCode outOfRange) : Shape<int>
{
    public override string Noun => "a whole number";

    public override string? Form => $"from {least} to {most}";

    public override Located<int>? Read(Node node, ScalarNode? key, Findings findings)
    {
        if (node is not ScalarNode { IsNull: false } scalar)
        {
            return Wrong(node, key, findings);
        }

        var isNumber = scalar.Text.Length > 0 && scalar.Text.All(char.IsAsciiDigit);
        if (!isNumber || !scalar.IsPlain)
        {
            return Wrong(node, key, findings, isNumber ? $"write {Shown.Cut(scalar.Text)} without quotes" : null);
        }

        // A leading zero is octal to one YAML reader and decimal to another.
        if (scalar.Text is ['0', _, ..])
        {
            return Wrong(node, key, findings, "write the number without leading zeros");
        }

        if (int.TryParse(scalar.Text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most)
        {
            return new Located<int>(number, scalar.Span);
        }

        findings.Add(new Diagnostic(outOfRange, $"{Shown.Cut(scalar.Text)} is not {what}", scalar.Span) { Note = Form });
        return null;
    }

    public override JsonObject Schema() =>
        new()
        {
            ["type"] = "integer",
            ["minimum"] = least,
            ["maximum"] = most,
        };
}
