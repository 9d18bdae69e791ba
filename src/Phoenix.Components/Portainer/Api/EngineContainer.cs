using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace Phoenix.Components.Portainer.Api;

/// <summary>A container as the engine lists it.</summary>
public sealed record EngineContainer
{
    /// <summary>Full id.</summary>
    public required string Id { get; init; }

    /// <summary>Names, each with a leading slash.</summary>
    public ImmutableArray<string> Names { get; init; } = [];

    /// <summary>The image as the container was made from, e.g. <c>phoenix/hello/web:1f2e…</c>.</summary>
    public string Image { get; init; } = "";

    /// <summary>Labels; compose's begin with <c>com.docker.compose.</c>.</summary>
    public ImmutableDictionary<string, string> Labels { get; init; } = ImmutableDictionary<string, string>.Empty;

    /// <summary><c>created</c>, <c>running</c>, <c>restarting</c>, <c>exited</c>, <c>paused</c>, <c>dead</c>.</summary>
    public string State { get; init; } = "";

    /// <summary>The engine's sentence: <c>Up 3 seconds (health: starting)</c>, <c>Exited (3) 2 minutes ago</c>.</summary>
    public string Status { get; init; } = "";

    /// <summary>Published ports.</summary>
    public ImmutableArray<EnginePort> Ports { get; init; } = [];

    /// <summary>The compose service it is a container of; null for others, and for those that somebody ran once (<c>docker compose run</c>).</summary>
    [JsonIgnore]
    public string? Service =>
        Label("com.docker.compose.oneoff")?.Equals("true", StringComparison.OrdinalIgnoreCase) == true
            ? null
            : Label("com.docker.compose.service");

    /// <summary>A label's value, or null.</summary>
    public string? Label(string name) => Labels.GetValueOrDefault(name);
}

/// <summary>A published port; <paramref name="PublicPort"/> is 0 for one that is only exposed.</summary>
public sealed record EnginePort(string? IP, int PrivatePort, int PublicPort, string Type);

/// <summary>A container in detail.</summary>
public sealed record EngineContainerDetails(string Id, string Name, EngineContainerState State, int RestartCount);

/// <summary>A container's state.</summary>
public sealed record EngineContainerState(string Status, bool Running, int ExitCode, string? Error, EngineHealth? Health);

/// <summary>A container's health check, when it has one.</summary>
public sealed record EngineHealth(string Status, int FailingStreak, ImmutableArray<EngineHealthProbe>? Log);

/// <summary>One run of a health check.</summary>
public sealed record EngineHealthProbe(int ExitCode, string? Output);

/// <summary>An image of the engine.</summary>
public sealed record EngineImage(string Id, ImmutableArray<string>? RepoTags, long Size);

/// <summary>A network of the engine.</summary>
public sealed record EngineNetwork(string Id, string Name, string Driver);

/// <summary>One line of a pull, build or import.</summary>
internal sealed record EngineProgress(string? Stream, string? Status, string? Error, EngineProgressError? ErrorDetail);

/// <summary>How a pull or build failed.</summary>
internal sealed record EngineProgressError(string? Message);
