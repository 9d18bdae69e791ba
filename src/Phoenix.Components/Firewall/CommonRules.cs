using System.Collections.Immutable;
using Phoenix.Proxmox.Firewall;

namespace Phoenix.Components.Firewall;

/// <summary>Which live rules stay where they are: the heaviest common subsequence of both lists.</summary>
internal static class CommonRules
{
    // Heavier than any number of Phoenix's own: a rule of somebody else is never moved for one of ours.
    private const int PinnedWeight = 100_000;

    /// <summary>The declared place of every live rule that stays, by its live position. Rules are the same when they have the same effect; comments may differ.</summary>
    public static ImmutableSortedDictionary<int, int> Of(
        ImmutableArray<FirewallRule> live,
        ImmutableArray<FirewallRule> declared,
        Func<FirewallRule, bool> isPinned
    )
    {
        var weight = new int[live.Length + 1, declared.Length + 1];
        for (var at = live.Length - 1; at >= 0; at--)
        {
            for (var place = declared.Length - 1; place >= 0; place--)
            {
                var skipping = Math.Max(weight[at + 1, place], weight[at, place + 1]);
                var keeping = Stays(live[at], declared[place], isPinned) is { } own ? own + weight[at + 1, place + 1] : 0;
                weight[at, place] = Math.Max(skipping, keeping);
            }
        }

        var kept = ImmutableSortedDictionary.CreateBuilder<int, int>();
        for (var (at, place) = (0, 0); at < live.Length && place < declared.Length; )
        {
            if (Stays(live[at], declared[place], isPinned) is { } own && weight[at, place] == own + weight[at + 1, place + 1])
            {
                kept[at++] = place++;
            }
            else if (weight[at, place] == weight[at + 1, place])
            {
                at++;
            }
            else
            {
                place++;
            }
        }

        return kept.ToImmutable();
    }

    /// <summary>What it is worth to keep the live rule for the declared one; null when they are not the same.</summary>
    private static int? Stays(FirewallRule live, FirewallRule declared, Func<FirewallRule, bool> isPinned) =>
        isPinned(live) || isPinned(declared)
            ? live == declared
                ? PinnedWeight
                : null
            : Effect(live) == Effect(declared)
                ? 1
                : null;

    private static FirewallRule Effect(FirewallRule rule) => rule with { Comment = null, Log = null, Problem = null };
}
