using System.Text.Json.Nodes;
using Phoenix.Topology.Reading;
using Phoenix.Topology.Yaml;

namespace Phoenix.Topology.Language;

/// <summary><c>true</c> or <c>false</c>.</summary>
internal sealed class FlagShape : Shape<bool>
{
    public override string Noun => "true or false";

    public override Located<bool>? Read(Node node, ScalarNode? key, Findings findings) =>
        node switch
        {
            ScalarNode { IsPlain: true, Text: "true" } => new Located<bool>(true, node.Span),
            ScalarNode { IsPlain: true, Text: "false" } => new Located<bool>(false, node.Span),
            // Other readers of YAML take these for flags, each its own set of them.
            ScalarNode { Text: var text } when text.ToLowerInvariant() is "yes" or "on" or "true" => Wrong(
                node,
                key,
                findings,
                "write true"
            ),
            ScalarNode { Text: var text } when text.ToLowerInvariant() is "no" or "off" or "false" => Wrong(
                node,
                key,
                findings,
                "write false"
            ),
            _ => Wrong(node, key, findings),
        };

    public override JsonObject Schema() => new() { ["type"] = "boolean" };
}
