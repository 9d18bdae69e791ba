using System.Collections.Immutable;
using Phoenix.Topology.Reading;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace Phoenix.Topology.Yaml;

/// <summary>
/// Builds the tree from the parser's events, within <see cref="YamlLimits"/>. A limit stops the reading with one diagnostic (and null);
/// what can be skipped (a key given twice, a tag) is reported and the reading goes on.
/// </summary>
internal sealed class TreeBuilder(Parser parser, LineMap lines, Findings findings)
{
    private readonly Dictionary<AnchorName, Node> anchors = [];
    private int nodes;

    /// <summary>The root of the one document, or null when it cannot be used.</summary>
    /// <exception cref="YamlException">The text is not YAML.</exception>
    public Node? Build()
    {
        Next<StreamStart>();
        Advance();
        if (parser.Current is not DocumentStart)
        {
            return Stop(YamlErrors.Empty, "the file is empty", lines.Span(0, 0));
        }

        Advance();
        if (ReadNode(1) is not { } root)
        {
            return null;
        }

        Next<DocumentEnd>();
        Advance();
        return parser.Current switch
        {
            DocumentStart second => Stop(
                YamlErrors.ManyDocuments,
                "the file has several documents",
                SpanOf(second),
                "the second begins here"
            ),
            _ when root is ScalarNode { IsNull: true } => Stop(YamlErrors.Empty, "the file is empty", root.Span),
            _ => root,
        };
    }

    /// <summary>Reads the node whose first event is the current one; afterwards the current event is its last.</summary>
    private Node? ReadNode(int depth)
    {
        var first = parser.Current!;
        var span = SpanOf(first);
        if (first is AnchorAlias alias)
        {
            return Resolve(alias, span, depth);
        }

        if (depth > YamlLimits.Depth)
        {
            return Stop(YamlErrors.TooDeep, "the file is nested too deeply", span, $"level {depth}, at most {YamlLimits.Depth}");
        }

        if (++nodes > YamlLimits.Nodes)
        {
            return Stop(YamlErrors.TooLarge, "the file has too many values", span, $"at most {YamlLimits.Nodes:N0}");
        }

        var anchored = (NodeEvent)first;
        if (!anchored.Tag.IsEmpty)
        {
            findings.Add(new Diagnostic(YamlErrors.TagNotAllowed, "a tag is not used here", span) { Help = "remove the tag" });
        }

        Node? node = first switch
        {
            Scalar scalar => new ScalarNode(span, scalar.Value, scalar.Style == ScalarStyle.Plain),
            SequenceStart => ReadList(span, depth),
            _ => ReadMap(span, depth),
        };
        if (node is not null && !anchored.Anchor.IsEmpty)
        {
            anchors[anchored.Anchor] = node;
        }

        return node;
    }

    private Node? Resolve(AnchorAlias alias, SourceSpan span, int depth)
    {
        if (!anchors.TryGetValue(alias.Value, out var node))
        {
            return Stop(YamlErrors.UnknownAlias, $"there is no anchor {Shown.Quoted(alias.Value.Value)} before this alias", span);
        }

        if (depth + node.Depth - 1 > YamlLimits.Depth)
        {
            return Stop(YamlErrors.TooDeep, "the file is nested too deeply", span, "by this alias");
        }

        nodes += node.Weight;
        return nodes > YamlLimits.Nodes
            ? Stop(YamlErrors.TooManyAliases, "aliases expand to too much", span, $"more than {YamlLimits.Nodes:N0} values with this one")
            : node;
    }

    private ListNode? ReadList(SourceSpan span, int depth)
    {
        var items = ImmutableArray.CreateBuilder<Node>();
        for (Advance(); parser.Current is not SequenceEnd; Advance())
        {
            if (ReadNode(depth + 1) is not { } item)
            {
                return null;
            }

            items.Add(item);
        }

        return new ListNode(span, items.ToImmutable());
    }

    private MapNode? ReadMap(SourceSpan span, int depth)
    {
        var entries = new MapEntries(findings);
        for (Advance(); parser.Current is not MappingEnd; Advance())
        {
            if (ReadNode(depth + 1) is not { } key)
            {
                return null;
            }

            Advance();
            if (ReadNode(depth + 1) is not { } value)
            {
                return null;
            }

            entries.Add(key, value);
        }

        return new MapNode(span, entries.All());
    }

    private Node? Stop(ErrorCode code, string message, SourceSpan span, string? note = null)
    {
        findings.Add(new Diagnostic(code, message, span) { Note = note });
        return null;
    }

    private SourceSpan SpanOf(ParsingEvent at) => lines.Span(at.Start.Index, at.End.Index);

    private void Advance()
    {
        if (!parser.MoveNext())
        {
            throw new SemanticErrorException("The text ends too early");
        }
    }

    private void Next<T>()
        where T : ParsingEvent
    {
        Advance();
        if (parser.Current is not T)
        {
            throw new SemanticErrorException(parser.Current!.Start, parser.Current.End, "Something else belongs here");
        }
    }
}
