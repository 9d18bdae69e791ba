using System.Collections.Immutable;

namespace Phoenix.Lab.Pct;

/// <summary>One call of pct, as the client sends it.</summary>
internal sealed record PctRequest
{
    /// <summary>The sub-command: <c>exec</c>, <c>push</c>, ...</summary>
    public required string Command { get; init; }

    /// <summary>The container; 0 for <c>list</c>.</summary>
    public int Vmid { get; init; }

    /// <summary>exec: the argument vector. push, pull: the path in the container.</summary>
    public ImmutableArray<string> Arguments { get; init; } = [];

    /// <summary>exec: the caller's environment, <c>NAME=value</c>, when it is kept.</summary>
    public ImmutableArray<string> Environment { get; init; } = [];

    /// <summary>push: owner, a name or a number.</summary>
    public string User { get; init; } = "0";

    /// <summary>push: group, a name or a number.</summary>
    public string Group { get; init; } = "0";

    /// <summary>push: mode, octal.</summary>
    public string Mode { get; init; } = "0644";
}
