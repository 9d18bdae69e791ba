namespace Phoenix.Lab.Api.Firewall;

/// <summary>Where a firewall file belongs.</summary>
internal abstract record FirewallLevel
{
    private FirewallLevel() { }

    /// <summary>The whole cluster: <c>cluster.fw</c>.</summary>
    public sealed record Cluster : FirewallLevel;

    /// <summary>The node: <c>host.fw</c>.</summary>
    public sealed record Host : FirewallLevel;

    /// <summary>A guest: <c>101.fw</c>. The guest need not exist.</summary>
    public sealed record Guest(int Vmid) : FirewallLevel;
}
