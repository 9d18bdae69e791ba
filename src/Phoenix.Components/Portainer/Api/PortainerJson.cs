using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace Phoenix.Components.Portainer.Api;

/// <summary>Portainer's JSON, as read and as sent. It does not mind the case of keys; neither does this.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    PropertyNameCaseInsensitive = true,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull
)]
[JsonSerializable(typeof(PortainerStatus))]
[JsonSerializable(typeof(PortainerUser))]
[JsonSerializable(typeof(LogInAnswer))]
[JsonSerializable(typeof(LogInRequest))]
[JsonSerializable(typeof(ApiKeyRequest))]
[JsonSerializable(typeof(ApiKeyAnswer))]
[JsonSerializable(typeof(ImmutableArray<ApiKeyRecord>))]
[JsonSerializable(typeof(EnvironmentRecord))]
[JsonSerializable(typeof(ImmutableArray<EnvironmentRecord>))]
[JsonSerializable(typeof(EnvironmentUpdate))]
[JsonSerializable(typeof(StackRecord))]
[JsonSerializable(typeof(ImmutableArray<StackRecord>))]
[JsonSerializable(typeof(StackFile))]
[JsonSerializable(typeof(StackCreation))]
[JsonSerializable(typeof(StackUpdate))]
[JsonSerializable(typeof(ImmutableArray<EngineContainer>))]
[JsonSerializable(typeof(EngineContainerDetails))]
[JsonSerializable(typeof(EngineImage))]
[JsonSerializable(typeof(ImmutableArray<EngineImage>))]
[JsonSerializable(typeof(ImmutableArray<EngineNetwork>))]
[JsonSerializable(typeof(EngineProgress))]
[JsonSerializable(typeof(RefusalWords))]
internal sealed partial class PortainerJson : JsonSerializerContext;
