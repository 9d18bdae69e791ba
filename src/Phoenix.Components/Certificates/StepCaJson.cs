using System.Text.Json.Serialization;

namespace Phoenix.Components.Certificates;

internal sealed record SignRequest(string Csr, string Ott, string NotAfter);

internal sealed record SignAnswer
{
    public string[] CertChain { get; init; } = [];
}

internal sealed record RefusalAnswer(string? Message);

internal sealed record HealthAnswer(string? Status);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(SignRequest))]
[JsonSerializable(typeof(SignAnswer))]
[JsonSerializable(typeof(RefusalAnswer))]
[JsonSerializable(typeof(HealthAnswer))]
internal sealed partial class StepCaJson : JsonSerializerContext;
