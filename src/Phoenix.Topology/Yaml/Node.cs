using System.Collections.Immutable;

namespace Phoenix.Topology.Yaml;

/// <summary>A node of a YAML document with its place. Aliases are resolved: one node may hang at several places of the tree.</summary>
internal abstract class Node(SourceSpan span)
{
    /// <summary>Where the node is written.</summary>
    public SourceSpan Span { get; } = span;

    /// <summary>How many nodes the tree below stands for when every alias is written out, itself included.</summary>
    public abstract int Weight { get; }

    /// <summary>How many levels the tree has, 1 for a scalar.</summary>
    public abstract int Depth { get; }

    /// <summary>What the node is, for a message: <c>a list</c>.</summary>
    public abstract string Noun { get; }
}

/// <summary>A single value. What it means is decided by who reads it.</summary>
internal sealed class ScalarNode(SourceSpan span, string text, bool isPlain) : Node(span)
{
    /// <summary>The text, unescaped.</summary>
    public string Text { get; } = text;

    /// <summary>Written without quotes, so that <c>8080</c>, <c>true</c> and <c>null</c> are not text.</summary>
    public bool IsPlain { get; } = isPlain;

    /// <summary>Nothing is written, or <c>null</c> or <c>~</c>.</summary>
    public bool IsNull => IsPlain && Text is ("" or "~" or "null" or "Null" or "NULL");

    public override int Weight => 1;

    public override int Depth => 1;

    public override string Noun => IsNull ? "nothing" : "a single value";
}

/// <summary>A list.</summary>
internal sealed class ListNode(SourceSpan span, ImmutableArray<Node> items) : Node(span)
{
    public ImmutableArray<Node> Items { get; } = items;

    public override int Weight { get; } = 1 + items.Sum(item => item.Weight);

    public override int Depth { get; } = 1 + items.Select(item => item.Depth).DefaultIfEmpty().Max();

    public override string Noun => "a list";
}

/// <summary>Keys and values in the file's order, each key once.</summary>
internal sealed class MapNode(SourceSpan span, ImmutableArray<MapEntry> entries) : Node(span)
{
    public ImmutableArray<MapEntry> Entries { get; } = entries;

    public override int Weight { get; } = 1 + entries.Sum(entry => 1 + entry.Value.Weight);

    public override int Depth { get; } = 1 + entries.Select(entry => entry.Value.Depth).DefaultIfEmpty().Max();

    public override string Noun => "keys and values";

    /// <summary>The value of a key, or null.</summary>
    public Node? this[string key] => Entries.FirstOrDefault(entry => entry.Key.Text == key)?.Value;
}

/// <summary>A key and its value.</summary>
internal sealed record MapEntry(ScalarNode Key, Node Value);
