using System.Collections.Immutable;
using Phoenix.Topology;

namespace Phoenix.Lab.PortainerStandIn;

/// <summary>Codes of errors of the lab's Portainer and agent stand-ins: PHX6800 to PHX6819.</summary>
public static class StandInErrors
{
    /// <summary>A stand-in could not start.</summary>
    public static readonly ErrorCode CannotStart = new(
        "PHX6800",
        "A stand-in of the lab cannot start",
        "The stand-in for Portainer or its agent was started with flags it does not know, or without a file it needs.",
        "Read the message; the flags are those of the real program. Run `phoenix up` to have the unit written anew."
    );

    /// <summary>All codes.</summary>
    public static readonly ImmutableArray<ErrorCode> All = [CannotStart];

    internal static PhoenixException Usage(string message) => new(CannotStart, message);
}
