using System.Collections.Immutable;
using YamlDotNet.RepresentationModel;

namespace Phoenix.Mesh.Configuration;

/// <summary>Reads values out of a YAML tree; what is not there is null, what has another shape is an error that says where.</summary>
internal static class YamlRead
{
    /// <summary>The root mapping of a text; an empty one for an empty text.</summary>
    /// <exception cref="MeshConfigurationException">The text is no YAML, or its root is no mapping.</exception>
    public static YamlMappingNode Root(string text, string path)
    {
        try
        {
            var stream = new YamlStream();
            stream.Load(new StringReader(text));
            return stream.Documents.Count == 0 ? [] : Mapping(stream.Documents[0].RootNode, path);
        }
        catch (YamlDotNet.Core.YamlException failure)
        {
            throw new MeshConfigurationException($"{path}:{failure.Start.Line}:{failure.Start.Column}: {failure.Message}");
        }
    }

    public static YamlNode? At(this YamlMappingNode node, params ReadOnlySpan<string> path)
    {
        YamlNode? current = node;
        foreach (var key in path)
        {
            current = current is YamlMappingNode mapping && mapping.Children.TryGetValue(key, out var child) ? child : null;
        }

        return current;
    }

    public static string? TextAt(this YamlMappingNode node, params ReadOnlySpan<string> path) => (node.At(path) as YamlScalarNode)?.Value;

    public static ImmutableArray<string> TextsAt(this YamlMappingNode node, params ReadOnlySpan<string> path) =>
        node.At(path) is YamlSequenceNode list ? [.. list.OfType<YamlScalarNode>().Select(item => item.Value ?? "")] : [];

    public static IEnumerable<(string Name, YamlMappingNode Body)> NamedAt(this YamlMappingNode node, params ReadOnlySpan<string> path) =>
        node.At(path) is YamlMappingNode mapping
            ? mapping.Children.Select(entry => (Name(entry.Key), Mapping(entry.Value, entry.Key.ToString())))
            : [];

    /// <summary>A duration in Go's writing: <c>500ms</c>, <c>3s</c>, <c>2m</c>, <c>1h</c>, or a bare number of seconds.</summary>
    public static TimeSpan Duration(string text) =>
        text switch
        {
            _ when text.EndsWith("ms", StringComparison.Ordinal) => TimeSpan.FromMilliseconds(Number(text[..^2])),
            _ when text.EndsWith('s') => TimeSpan.FromSeconds(Number(text[..^1])),
            _ when text.EndsWith('m') => TimeSpan.FromMinutes(Number(text[..^1])),
            _ when text.EndsWith('h') => TimeSpan.FromHours(Number(text[..^1])),
            _ => TimeSpan.FromSeconds(Number(text)),
        };

    private static double Number(string text) =>
        // No unit overflows below the limit.
        double.TryParse(text, out var number) && number is >= 0 and <= 100_000_000
            ? number
            : throw new MeshConfigurationException($"\"{text}\" is no duration; write 500ms, 3s, 2m or 1h");

    // YAML allows a list or a mapping as a key; no name is one.
    private static string Name(YamlNode key) =>
        key is YamlScalarNode name
            ? name.Value ?? ""
            : throw new MeshConfigurationException($"a name is wanted at {key.Start.Line}:{key.Start.Column}");

    private static YamlMappingNode Mapping(YamlNode node, string where) =>
        node as YamlMappingNode
        ?? throw new MeshConfigurationException($"{where}: a mapping is wanted at {node.Start.Line}:{node.Start.Column}");
}
