using System.Collections.Immutable;

namespace Phoenix.Topology;

/// <summary>Traffic the user allows: PHX16xx.</summary>
internal static class AllowErrors
{
    public static readonly ErrorCode AllowUnknownGuest = new(
        "PHX1601",
        "An allow rule leads to no guest",
        "The name is not among the guests of the file.",
        "Take the name of a guest."
    );

    public static readonly ErrorCode NotAReason = new(
        "PHX1602",
        "Not a reason",
        "`why` is one line of up to 120 printable characters. It stands beside the rule in the firewall, for whoever finds it there in a year.",
        "Say in one line what the traffic is for."
    );

    public static readonly ErrorCode AllowTwice = new(
        "PHX1603",
        "Traffic is allowed twice",
        "Two rules allow the same traffic.",
        "Remove one of them."
    );

    public static ImmutableArray<ErrorCode> All { get; } = [AllowUnknownGuest, NotAReason, AllowTwice];
}
