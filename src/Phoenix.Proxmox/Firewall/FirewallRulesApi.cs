using Phoenix.Proxmox.Transport;
using Phoenix.Topology;

namespace Phoenix.Proxmox.Firewall;

/// <summary>Rules. Change them in place: taking all away and adding them again leaves a moment that is open or closed.</summary>
public sealed class FirewallRulesApi
{
    private readonly ApiTransport transport;

    internal FirewallRulesApi(ApiTransport transport) => this.transport = transport;

    /// <summary>The rules of a list.</summary>
    /// <exception cref="PhoenixException">The node refused or could not be reached; so for every method here.</exception>
    public async Task<FirewallRules> ListAsync(FirewallRuleList list, CancellationToken cancel) =>
        FirewallRules.From(await transport.DataAsync(ApiRequest.Get($"{list.Path}"), cancel));

    /// <summary>Adds a rule at the top, position 0, whatever position one would like: the node ignores it. Add a list in reverse order.</summary>
    public Task PrependAsync(FirewallRuleList list, FirewallRule rule, string? digest, CancellationToken cancel)
    {
        var fields = rule.ToFields();
        fields.Add("digest", digest);
        return transport.SendAsync(ApiRequest.Post($"{list.Path}") with { Fields = fields }, cancel);
    }

    /// <summary>Makes the rule at a position exactly this one; keys it does not have are taken away.</summary>
    public Task ReplaceAsync(FirewallRuleList list, int position, FirewallRule rule, string? digest, CancellationToken cancel)
    {
        var fields = rule.ToReplacement();
        fields.Add("digest", digest);
        return transport.SendAsync(ApiRequest.Put($"{list.Path}/{position}") with { Fields = fields }, cancel);
    }

    /// <summary>Moves a rule before the one that is at <paramref name="before"/> now; a number past the end: to the end.</summary>
    public Task MoveAsync(FirewallRuleList list, int position, int before, string? digest, CancellationToken cancel) =>
        transport.SendAsync(
            ApiRequest.Put($"{list.Path}/{position}") with
            {
                Fields = new FormFields { { "moveto", before }, { "digest", digest } },
            },
            cancel
        );

    /// <summary>Takes the rule at a position away.</summary>
    public Task DeleteAsync(FirewallRuleList list, int position, string? digest, CancellationToken cancel) =>
        transport.SendAsync(ApiRequest.Delete($"{list.Path}/{position}") with { Fields = new FormFields { { "digest", digest } } }, cancel);
}
