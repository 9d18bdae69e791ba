namespace Phoenix.Mesh.Configuration;

/// <summary>A configuration file cannot be used; the message says where and why.</summary>
public sealed class MeshConfigurationException(string message) : Exception(message);
