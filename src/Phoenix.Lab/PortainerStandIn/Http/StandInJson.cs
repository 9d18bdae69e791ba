using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using Phoenix.Lab.PortainerStandIn.Records;

namespace Phoenix.Lab.PortainerStandIn.Http;

/// <summary>The stand-in's JSON: what goes over the wire as nodes, what is kept on disk as records.</summary>
[JsonSourceGenerationOptions(WriteIndented = false)]
[JsonSerializable(typeof(JsonNode))]
[JsonSerializable(typeof(StandInDatabase))]
internal sealed partial class StandInJson : JsonSerializerContext;
