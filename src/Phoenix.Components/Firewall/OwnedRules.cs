using System.Collections.Immutable;
using Phoenix.Engine;
using Phoenix.Proxmox;
using Phoenix.Proxmox.Firewall;
using Phoenix.Topology;

namespace Phoenix.Components.Firewall;

/// <summary>
/// The platform's rules of one list: they stand together at its top, in the declared order; rules of others keep their order below and are
/// never changed. Each edit names the digest it was made for; when somebody else wrote meanwhile, the rest is planned anew.
/// </summary>
public sealed class OwnedRules(Platform platform, IRuleList list, ImmutableArray<FirewallRule> declared)
{
    private const int MostConflicts = 10;

    /// <summary>The rules as they are.</summary>
    public async Task<ImmutableArray<FirewallRule>> ReadAsync(CancellationToken cancel) => (await list.ReadAsync(cancel)).Rules;

    /// <summary>How the live list differs, as one field <c>rules</c> with the platform's rules line by line.</summary>
    public ImmutableArray<FieldDiff> Compare(ImmutableArray<FirewallRule> live) =>
        live.SequenceEqual(Target(live)) ? [] : [new("rules", Text(live.Where(IsOwned)), Text(declared))];

    /// <summary>How many rules of others there are.</summary>
    public int Foreign(ImmutableArray<FirewallRule> live) => live.Count(rule => !IsOwned(rule));

    /// <summary>Brings the live list to the declared rules.</summary>
    /// <exception cref="PhoenixException"><see cref="FirewallErrors.KeepsChanging"/>, or what the node said.</exception>
    public async Task ConvergeAsync(IProgress<string> progress, CancellationToken cancel)
    {
        var live = await list.ReadAsync(cancel);
        for (var conflicts = 0; conflicts < MostConflicts; conflicts++)
        {
            var edits = RuleEdits.Between(live.Rules, Target(live.Rules), rule => !IsOwned(rule));
            (live, var isDone) = await EditAsync(live, edits, progress, cancel);
            if (isDone)
            {
                return;
            }
        }

        throw new PhoenixException(FirewallErrors.KeepsChanging, "somebody else keeps writing the same rules");
    }

    private async Task<(FirewallRules Live, bool IsDone)> EditAsync(
        FirewallRules live,
        ImmutableArray<RuleEdit> edits,
        IProgress<string> progress,
        CancellationToken cancel
    )
    {
        for (var at = 0; at < edits.Length; at++)
        {
            progress.Report($"rules, {at + 1} of {edits.Length} edits");
            var expected = edits[at].On(live.Rules);
            try
            {
                await list.EditAsync(edits[at], live.Digest, cancel);
            }
            catch (PhoenixException error) when (error.Code == ProxmoxErrors.ChangedMeanwhile)
            {
                return (await list.ReadAsync(cancel), false);
            }

            live = await list.ReadAsync(cancel);
            if (!live.Rules.SequenceEqual(expected))
            {
                return (live, false);
            }
        }

        return (live, true);
    }

    private ImmutableArray<FirewallRule> Target(ImmutableArray<FirewallRule> live) => [.. declared, .. live.Where(rule => !IsOwned(rule))];

    private bool IsOwned(FirewallRule rule) => FirewallNames.IsOwned(platform, rule);

    private static string Text(IEnumerable<FirewallRule> rules) => string.Join('\n', rules.Select(FirewallPlanText.Line));
}
