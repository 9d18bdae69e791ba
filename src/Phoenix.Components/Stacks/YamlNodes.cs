using YamlDotNet.RepresentationModel;

namespace Phoenix.Components.Stacks;

/// <summary>Reading and changing of compose's maps.</summary>
internal static class YamlNodes
{
    public static IEnumerable<string> Keys(this YamlMappingNode map) =>
        map.Children.Keys.OfType<YamlScalarNode>().Select(key => key.Value ?? "");

    public static YamlNode? Child(this YamlMappingNode map, string key) =>
        map.Children.TryGetValue(new YamlScalarNode(key), out var child) ? child : null;

    public static string? Text(this YamlMappingNode map, string key) => (map.Child(key) as YamlScalarNode)?.Value;

    public static void Set(this YamlMappingNode map, string key, YamlNode value) => map.Children[new YamlScalarNode(key)] = value;

    public static void Remove(this YamlMappingNode map, string key) => map.Children.Remove(new YamlScalarNode(key));

    public static string Written(this YamlNode node)
    {
        var text = new StringWriter { NewLine = "\n" };
        new YamlStream(new YamlDocument(node)).Save(text, assignAnchors: false);
        return text.ToString();
    }
}
