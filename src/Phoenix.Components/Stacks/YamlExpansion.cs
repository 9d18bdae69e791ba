using Phoenix.Topology.Yaml;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace Phoenix.Components.Stacks;

/// <summary>A document with its aliases and merge keys (<c>&lt;&lt;</c>) written out: every node hangs at one place, so that a change here is none elsewhere, and what is merged is seen.</summary>
internal static class YamlExpansion
{
    /// <exception cref="YamlException">It expands to more than <see cref="YamlLimits"/> allow.</exception>
    public static YamlNode Of(YamlNode root)
    {
        var left = YamlLimits.Nodes;
        return Copy(root, 1, ref left);
    }

    private static YamlNode Copy(YamlNode node, int depth, ref int left)
    {
        if (depth > YamlLimits.Depth || --left < 0)
        {
            throw new YamlException(node.Start, node.End, "it is nested too deeply, or its aliases expand to too much");
        }

        return node switch
        {
            YamlMappingNode map => Copy(map, depth, ref left),
            YamlSequenceNode list => Copy(list, depth, ref left),
            YamlScalarNode scalar => new YamlScalarNode(scalar.Value) { Style = scalar.Style, Tag = scalar.Tag },
            _ => throw new YamlException(node.Start, node.End, "there is no anchor before this alias"),
        };
    }

    private static YamlSequenceNode Copy(YamlSequenceNode list, int depth, ref int left)
    {
        var copy = new YamlSequenceNode { Style = list.Style, Tag = list.Tag };
        foreach (var item in list.Children)
        {
            copy.Add(Copy(item, depth + 1, ref left));
        }

        return copy;
    }

    // A key of the map itself wins over a merged one, an earlier merged map over a later.
    private static YamlMappingNode Copy(YamlMappingNode map, int depth, ref int left)
    {
        var copy = new YamlMappingNode { Style = map.Style, Tag = map.Tag };
        foreach (var (key, value) in map.Children.Where(entry => !IsMerge(entry.Key)))
        {
            copy.Add(Copy(key, depth + 1, ref left), Copy(value, depth + 1, ref left));
        }

        foreach (var source in map.Children.Where(entry => IsMerge(entry.Key)).SelectMany(entry => SourcesOf(entry.Value)))
        {
            if (Copy(source, depth, ref left) is not YamlMappingNode merged)
            {
                throw new YamlException(source.Start, source.End, "<< takes keys and values");
            }

            foreach (var (key, value) in merged.Children.Where(entry => !copy.Children.ContainsKey(entry.Key)).ToList())
            {
                copy.Add(key, value);
            }
        }

        return copy;
    }

    private static IEnumerable<YamlNode> SourcesOf(YamlNode merged) => merged is YamlSequenceNode list ? list.Children : [merged];

    private static bool IsMerge(YamlNode key) => key is YamlScalarNode { Value: "<<", Style: ScalarStyle.Plain };
}
