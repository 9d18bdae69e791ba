using System.Text.Json.Serialization;
using Phoenix.Lab.Daemon;
using Phoenix.Lab.Network;
using Phoenix.Lab.Pct;
using Phoenix.Lab.Runtime;

namespace Phoenix.Lab;

/// <summary>The lab's own files, as JSON.</summary>
[JsonSourceGenerationOptions(WriteIndented = true, PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(RegistryState))]
[JsonSerializable(typeof(LayerManifest))]
[JsonSerializable(typeof(LabRecord))]
[JsonSerializable(typeof(LabApiAccess))]
[JsonSerializable(typeof(PctRequest))]
internal sealed partial class LabJson : JsonSerializerContext;
