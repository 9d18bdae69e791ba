namespace Phoenix.Topology.Yaml;

/// <summary>How large a file may be. A platform of a hundred guests has about 2,000 nodes and 30 KB.</summary>
public static class YamlLimits
{
    /// <summary>Characters of the text.</summary>
    public const int Characters = 256 * 1024;

    /// <summary>Nodes, counted with every alias written out.</summary>
    public const int Nodes = 20_000;

    /// <summary>Levels of nesting.</summary>
    public const int Depth = 24;
}
