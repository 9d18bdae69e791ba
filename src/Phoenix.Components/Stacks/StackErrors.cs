using System.Collections.Immutable;
using Phoenix.Topology;

namespace Phoenix.Components.Stacks;

/// <summary>Codes of errors around stacks: PHX5020 to PHX5039.</summary>
public static class StackErrors
{
    /// <summary>A deploy failed and the former state runs on or again.</summary>
    public static readonly ErrorCode DeployFailed = new(
        "PHX5020",
        "A stack could not be deployed",
        "Portainer ran Docker compose and compose failed; its own words are part of the error. What ran before runs on, or was put back.",
        "Fix the cause in the compose file and run `phoenix up` again."
    );

    /// <summary>A deploy failed and the former state could not be put back.</summary>
    public static readonly ErrorCode StackDown = new(
        "PHX5021",
        "A stack could not be deployed and its former version could not be put back",
        "After a failed update Portainer takes the whole project down; deploying the last good file again failed as well.",
        "Read both failures, put the cause right and run `phoenix up` again: the stack is down until then."
    );

    /// <summary>Containers run, but not healthily.</summary>
    public static readonly ErrorCode NotHealthy = new(
        "PHX5022",
        "A stack was deployed but does not become healthy",
        "A container exits, restarts again and again, or fails its health check. Portainer calls a stack deployed as soon as its containers were started.",
        "Look at the container's log with `phoenix stack logs`."
    );

    /// <summary>An image could not be built.</summary>
    public static readonly ErrorCode BuildFailed = new(
        "PHX5023",
        "An image of a stack could not be built",
        "The Docker engine of the stack's host built the context and failed; the last lines of the build are part of the error.",
        "Put the Dockerfile or its context right and run `phoenix up` again."
    );

    /// <summary>A base image is nowhere to be had.</summary>
    public static readonly ErrorCode BaseImageMissing = new(
        "PHX5024",
        "A base image cannot be had",
        "The image a Dockerfile begins from is not on the engine, not in the bundle, and the engine could not pull it.",
        "Put the image into the bundle, or give the Docker host a way to its registry."
    );

    /// <summary>The compose file cannot be deployed from outside.</summary>
    public static readonly ErrorCode ComposeInvalid = new(
        "PHX5025",
        "A compose file cannot be deployed",
        "The file is not a compose file, or it refers to files that are not where the stack is deployed: Portainer sees the file alone.",
        "Use named volumes, absolute paths of the host, inline `configs.content` and `environment`."
    );

    /// <summary>The build context cannot be sent.</summary>
    public static readonly ErrorCode ContextInvalid = new(
        "PHX5026",
        "A build context cannot be used",
        "The directory or the Dockerfile that `build:` names is not there, or something in it cannot be sent: a pipe, a socket, a device, or what this user may not read.",
        "Put the right path into `build:`, and what does not belong to the image into `.dockerignore`."
    );

    /// <summary>A published port is taken.</summary>
    public static readonly ErrorCode PortTaken = new(
        "PHX5027",
        "A port that a stack publishes is taken",
        "Another stack or container on the same host publishes the port already. Deploying anyway would take the running stack down.",
        "Publish another port, or move one of the stacks to another host."
    );

    /// <summary>A stack keeps deploying.</summary>
    public static readonly ErrorCode StillDeploying = new(
        "PHX5028",
        "A deploy did not end in time",
        "Portainer deploys one stack at a time; this one neither failed nor ended.",
        "Run `phoenix up` again when it has ended; Phoenix goes on from what it finds."
    );

    /// <summary>A record of an environment that is gone has no place to be taken away from.</summary>
    public static readonly ErrorCode RecordStays = new(
        "PHX5029",
        "A stack's record cannot be removed",
        "Its environment was deleted in Portainer, and on every other one a project of that name runs that this platform did not make, or no engine answers. Removing the record through one of those would take that project down.",
        "Bring the Docker host up, or remove the record in Portainer."
    );

    /// <summary>All codes.</summary>
    public static readonly ImmutableArray<ErrorCode> All =
    [
        DeployFailed,
        StackDown,
        NotHealthy,
        BuildFailed,
        BaseImageMissing,
        ComposeInvalid,
        ContextInvalid,
        PortTaken,
        StillDeploying,
        RecordStays,
    ];
}
