using System.Collections.Immutable;
using System.Text.Json;

namespace Phoenix.Components.Portainer.Api;

/// <summary>A stack's record. In servers up to about 2.40 it appears only when the deploy has ended well; later ones keep it with a status.</summary>
public sealed record StackRecord
{
    /// <summary>Portainer's id.</summary>
    public required int Id { get; init; }

    /// <summary>The normalised name, which is the compose project's.</summary>
    public required string Name { get; init; }

    /// <summary>1 swarm, 2 compose.</summary>
    public int Type { get; init; }

    /// <summary>The environment it belongs to. Always use this one: another in an update moves the stack.</summary>
    public required int EndpointId { get; init; }

    /// <summary>How far the record says it is. It never follows the containers.</summary>
    public StackStatus Status { get; init; }

    /// <summary>The environment; null when empty.</summary>
    public ImmutableArray<StackVariable>? Env { get; init; }

    /// <summary>Unix seconds of the last update; 0 when there was none.</summary>
    public long UpdateDate { get; init; }

    /// <summary>What an asynchronous server says of its deploys, as it says it.</summary>
    public JsonElement? DeploymentStatus { get; init; }

    /// <summary>The environment, empty when there is none.</summary>
    public ImmutableArray<StackVariable> Variables() => Env ?? [];
}

/// <summary>A record's status.</summary>
public enum StackStatus
{
    /// <summary>Not given.</summary>
    Unknown = 0,

    /// <summary>Deployed.</summary>
    Active = 1,

    /// <summary>Stopped.</summary>
    Inactive = 2,

    /// <summary>Being deployed (asynchronous servers).</summary>
    Deploying = 3,

    /// <summary>The deploy failed (asynchronous servers).</summary>
    Error = 4,
}

/// <summary>One variable, as it stands in <c>stack.env</c>: quoted as dotenv wants it.</summary>
public sealed record StackVariable(string Name, string Value);

internal sealed record StackFile(string StackFileContent);

internal sealed record StackCreation(string Name, string StackFileContent, ImmutableArray<StackVariable> Env);

/// <summary>An update. Both names of the pull flag are sent: the second is read from 2.36 on, the first before.</summary>
internal sealed record StackUpdate(
    string StackFileContent,
    ImmutableArray<StackVariable> Env,
    bool Prune,
    bool PullImage,
    bool RepullImageAndRedeploy
);
