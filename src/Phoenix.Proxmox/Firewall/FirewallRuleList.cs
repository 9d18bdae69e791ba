using Phoenix.Proxmox.Transport;

namespace Phoenix.Proxmox.Firewall;

/// <summary>A list of rules: of a level, or of a security group.</summary>
public sealed record FirewallRuleList
{
    private FirewallRuleList(string path) => Path = new BuiltPath(path);

    internal BuiltPath Path { get; }

    /// <summary>The rules of a level.</summary>
    public static FirewallRuleList Of(FirewallScope scope) => new(ApiPath.Of($"{scope.Path}/rules"));

    /// <summary>The rules of a security group.</summary>
    public static FirewallRuleList OfGroup(string group) => new(ApiPath.Of($"/cluster/firewall/groups/{group}"));
}
