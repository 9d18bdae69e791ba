using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Phoenix.Topology.Reading;
using Phoenix.Topology.Yaml;

namespace Phoenix.Topology.Language;

/// <summary>A list of values of one shape. What is wrong with one item is reported; the others are read.</summary>
internal sealed class ListShape<T>(string noun, Shape<T> item) : Shape<ImmutableArray<Located<T>>>
{
    public override string Noun => noun;

    public override Shape? Inner => item;

    public override Located<ImmutableArray<Located<T>>>? Read(Node node, ScalarNode? key, Findings findings) =>
        node is ListNode list
            ? new([.. list.Items.Select(one => item.Read(one, null, findings)).OfType<Located<T>>()], node.Span)
            : Wrong(node, key, findings, node is ScalarNode { IsNull: false } ? "put it in brackets: [ ]" : null);

    public override JsonObject Schema() => new() { ["type"] = "array", ["items"] = item.Schema() };
}
