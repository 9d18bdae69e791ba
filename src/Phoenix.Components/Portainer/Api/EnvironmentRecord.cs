using System.Text.Json.Serialization;

namespace Phoenix.Components.Portainer.Api;

/// <summary>An environment (Portainer's word in the API: endpoint), without its snapshots.</summary>
public sealed record EnvironmentRecord
{
    /// <summary>Portainer's id.</summary>
    public required int Id { get; init; }

    /// <summary>Its name; compared exactly, <c>LOCAL</c> is another one than <c>local</c>.</summary>
    public required string Name { get; init; }

    /// <summary>1 a socket or TCP, 2 an agent.</summary>
    public required int Type { get; init; }

    /// <summary>Where the engine is, e.g. <c>tcp://10.0.0.102:9001</c>.</summary>
    [JsonPropertyName("URL")]
    public required string Url { get; init; }

    /// <summary>1 up, 2 down, as of the last snapshot. Not a probe: see <see cref="EnvironmentsApi.ProbeAsync"/>.</summary>
    public int Status { get; init; }

    /// <summary>How the server talks to the agent.</summary>
    [JsonPropertyName("TLSConfig")]
    public EnvironmentTls? Tls { get; init; }

    /// <summary>The agent, when it is one.</summary>
    public AgentRecord? Agent { get; init; }
}

/// <summary>TLS towards the agent.</summary>
public sealed record EnvironmentTls
{
    /// <summary>It is used.</summary>
    [JsonPropertyName("TLS")]
    public bool Used { get; init; }

    /// <summary>The agent's certificate is not verified.</summary>
    [JsonPropertyName("TLSSkipVerify")]
    public bool SkipVerify { get; init; }
}

/// <summary>The agent's version, empty when there is none.</summary>
public sealed record AgentRecord(string Version);

/// <summary>An update; what is left out stays as it is.</summary>
internal sealed record EnvironmentUpdate(
    [property: JsonPropertyName("Name")] string Name,
    [property: JsonPropertyName("URL")] string Url,
    [property: JsonPropertyName("TLS")] bool Tls,
    [property: JsonPropertyName("TLSSkipVerify")] bool SkipVerify,
    [property: JsonPropertyName("TLSSkipClientVerify")] bool SkipClientVerify
);
