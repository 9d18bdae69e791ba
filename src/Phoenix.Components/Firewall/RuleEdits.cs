using System.Collections.Immutable;
using Phoenix.Proxmox.Firewall;

namespace Phoenix.Components.Firewall;

/// <summary>
/// The edits that lead from a list of rules to another. At no step is a flow closed that both lists let through: new rules that close
/// something wait, switched off, until every new rule that opens something is in force; old rules that open something go last.
/// </summary>
public sealed class RuleEdits
{
    private readonly List<Entry> list;
    private readonly ImmutableArray<RuleEdit>.Builder edits = ImmutableArray.CreateBuilder<RuleEdit>();

    private RuleEdits(IEnumerable<Entry> live) => list = [.. live];

    /// <summary>The edits, in order; none when the lists are the same.</summary>
    /// <param name="live">The rules as they are.</param>
    /// <param name="declared">The rules as they are to be, all of them.</param>
    /// <param name="isPinned">Rules that are not Phoenix's: in both lists in the same order, and never touched.</param>
    public static ImmutableArray<RuleEdit> Between(
        ImmutableArray<FirewallRule> live,
        ImmutableArray<FirewallRule> declared,
        Func<FirewallRule, bool> isPinned
    )
    {
        var kept = CommonRules.Of(live, declared, isPinned);
        var work = new RuleEdits(live.Select((rule, at) => new Entry(rule, kept.TryGetValue(at, out var place) ? place : null)));
        work.Insert(declared, [.. kept.Values]);
        work.Delete(rule => !Opens(rule));
        work.SwitchOn(declared);
        work.Delete(Opens);
        return work.edits.DrainToImmutable();
    }

    private static bool Opens(FirewallRule rule) => rule.Action == "ACCEPT" || rule.Type == FirewallRuleType.Group;

    /// <summary>From the last to the first, each before its successor; one that closes something comes switched off.</summary>
    private void Insert(ImmutableArray<FirewallRule> declared, ImmutableHashSet<int> kept)
    {
        for (var place = declared.Length - 1; place >= 0; place--)
        {
            if (kept.Contains(place))
            {
                continue;
            }

            var rule = declared[place];
            Apply(new RuleEdit.Prepend(Opens(rule) ? rule : rule with { Enabled = false }), place);
            var successor = list.FindIndex(entry => entry.Place == place + 1);
            var before = successor < 0 ? list.Count : successor;
            // Directly before its successor already, or alone.
            if (before > 1)
            {
                Apply(new RuleEdit.Move(0, before));
            }
        }
    }

    private void SwitchOn(ImmutableArray<FirewallRule> declared)
    {
        for (var at = 0; at < list.Count; at++)
        {
            if (list[at].Place is { } place && list[at].Rule != declared[place])
            {
                Apply(new RuleEdit.Replace(at, declared[place]));
            }
        }
    }

    private void Delete(Func<FirewallRule, bool> which)
    {
        for (var at = list.Count - 1; at >= 0; at--)
        {
            if (list[at].Place is null && which(list[at].Rule))
            {
                Apply(new RuleEdit.Delete(at));
            }
        }
    }

    private void Apply(RuleEdit edit, int? place = null)
    {
        edits.Add(edit);
        switch (edit)
        {
            case RuleEdit.Prepend prepend:
                list.Insert(0, new(prepend.Rule, place));
                break;
            case RuleEdit.Move move:
                var moved = list[move.Position];
                list.RemoveAt(move.Position);
                list.Insert(move.Before > move.Position ? move.Before - 1 : move.Before, moved);
                break;
            case RuleEdit.Replace replace:
                list[replace.Position] = list[replace.Position] with { Rule = replace.Rule };
                break;
            case RuleEdit.Delete delete:
                list.RemoveAt(delete.Position);
                break;
        }
    }

    /// <summary>A rule on its way, with its place among the declared ones; null: it is to go.</summary>
    private sealed record Entry(FirewallRule Rule, int? Place);
}
