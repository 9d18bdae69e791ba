using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace Phoenix.Components.DockerHost;

/// <summary>Writes the engine's configuration with a line for each key, so that a difference reads well.</summary>
[JsonSourceGenerationOptions(WriteIndented = true, NewLine = "\n")]
[JsonSerializable(typeof(JsonObject))]
internal sealed partial class DockerJson : JsonSerializerContext;
