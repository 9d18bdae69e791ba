using Phoenix.Proxmox.Firewall;

namespace Phoenix.Components.Firewall;

/// <summary>One list of rules on a node.</summary>
public interface IRuleList
{
    /// <summary>The list as it is now, with the digest that a change must name.</summary>
    Task<FirewallRules> ReadAsync(CancellationToken cancel);

    /// <summary>Makes one edit, unless the list changed since it had that digest.</summary>
    /// <exception cref="Topology.PhoenixException"><see cref="Proxmox.ProxmoxErrors.ChangedMeanwhile"/>.</exception>
    Task EditAsync(RuleEdit edit, string? digest, CancellationToken cancel);
}

/// <summary>A list of rules behind the Proxmox API.</summary>
public sealed class ProxmoxRuleList(FirewallRulesApi api, FirewallRuleList list) : IRuleList
{
    /// <inheritdoc />
    public Task<FirewallRules> ReadAsync(CancellationToken cancel) => api.ListAsync(list, cancel);

    /// <inheritdoc />
    public Task EditAsync(RuleEdit edit, string? digest, CancellationToken cancel) =>
        edit switch
        {
            RuleEdit.Prepend prepend => api.PrependAsync(list, prepend.Rule, digest, cancel),
            RuleEdit.Move move => api.MoveAsync(list, move.Position, move.Before, digest, cancel),
            RuleEdit.Replace replace => api.ReplaceAsync(list, replace.Position, replace.Rule, digest, cancel),
            RuleEdit.Delete delete => api.DeleteAsync(list, delete.Position, digest, cancel),
            _ => throw new ArgumentOutOfRangeException(nameof(edit)),
        };
}
