using System.Collections.Immutable;
using Phoenix.Proxmox.Firewall;

namespace Phoenix.Components.Firewall;

/// <summary>One call that changes a list of rules, with the effect the node gives it.</summary>
public abstract record RuleEdit
{
    private RuleEdit() { }

    /// <summary>What the list is after the call.</summary>
    public abstract ImmutableArray<FirewallRule> On(ImmutableArray<FirewallRule> rules);

    /// <summary>A new rule; the node always puts it at position 0.</summary>
    public sealed record Prepend(FirewallRule Rule) : RuleEdit
    {
        /// <inheritdoc />
        public override ImmutableArray<FirewallRule> On(ImmutableArray<FirewallRule> rules) => rules.Insert(0, Rule);
    }

    /// <summary>The rule at a position goes before the one that is at <paramref name="Before"/> now; past the end: to the end.</summary>
    public sealed record Move(int Position, int Before) : RuleEdit
    {
        /// <inheritdoc />
        public override ImmutableArray<FirewallRule> On(ImmutableArray<FirewallRule> rules)
        {
            var without = rules.RemoveAt(Position);
            return without.Insert(Math.Min(Before > Position ? Before - 1 : Before, without.Length), rules[Position]);
        }
    }

    /// <summary>The rule at a position becomes this one.</summary>
    public sealed record Replace(int Position, FirewallRule Rule) : RuleEdit
    {
        /// <inheritdoc />
        public override ImmutableArray<FirewallRule> On(ImmutableArray<FirewallRule> rules) => rules.SetItem(Position, Rule);
    }

    /// <summary>The rule at a position goes away.</summary>
    public sealed record Delete(int Position) : RuleEdit
    {
        /// <inheritdoc />
        public override ImmutableArray<FirewallRule> On(ImmutableArray<FirewallRule> rules) => rules.RemoveAt(Position);
    }
}
