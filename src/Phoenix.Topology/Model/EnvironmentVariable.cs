namespace Phoenix.Topology;

/// <summary>One entry of a stack's <c>env:</c>.</summary>
public sealed record EnvironmentVariable(string Name, string Value);
