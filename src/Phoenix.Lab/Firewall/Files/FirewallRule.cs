namespace Phoenix.Lab.Firewall;

/// <summary>The direction of a rule as the guarded machine sees it.</summary>
internal enum RuleDirection
{
    In,
    Out,

    /// <summary>Read, but without effect: this backend of Proxmox ignores it.</summary>
    Forward,

    /// <summary>A security group, both directions at once.</summary>
    Group,
}

/// <summary>A rule line, taken apart but not yet resolved: names of aliases, sets and ports are as written.</summary>
internal sealed record FirewallRule(RuleDirection Direction, string Action)
{
    public bool Enabled { get; init; } = true;
    public string? Macro { get; init; }
    public string? Interface { get; init; }
    public string? Source { get; init; }
    public string? Destination { get; init; }
    public string? Protocol { get; init; }
    public string? SourcePorts { get; init; }
    public string? DestinationPorts { get; init; }
    public string? IcmpType { get; init; }
}
