namespace Phoenix.Lab.Firewall;

/// <summary>What happens to a packet.</summary>
public enum FirewallAction
{
    /// <summary>It passes.</summary>
    Accept,

    /// <summary>It vanishes.</summary>
    Drop,

    /// <summary>It is refused with an answer.</summary>
    Reject,
}

/// <summary>The firewall's decision about a packet.</summary>
/// <param name="Seen">What the sender sees: a REJECT whose answer does not reach the sender looks like a DROP.</param>
/// <param name="Rule">What the deciding rule said.</param>
public sealed record FirewallVerdict(FirewallAction Seen, FirewallAction Rule)
{
    internal static readonly FirewallVerdict Accepted = new(FirewallAction.Accept, FirewallAction.Accept);
    internal static readonly FirewallVerdict Dropped = new(FirewallAction.Drop, FirewallAction.Drop);
}
