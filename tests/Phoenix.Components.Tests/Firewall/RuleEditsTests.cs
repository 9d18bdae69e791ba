using System.Collections.Immutable;
using CsCheck;
using Phoenix.Components.Firewall;
using Phoenix.Proxmox.Firewall;

namespace Phoenix.Components.Tests.Firewall;

public sealed class RuleEditsTests
{
    private const int Ports = 5;

    private static readonly Gen<FirewallRule> Rules = Gen.Select(
        Gen.Int[0, 2].Select(at => new[] { "ACCEPT", "DROP", "REJECT" }[at]),
        Gen.Int[0, Ports - 1],
        Gen.Int[0, Ports - 1],
        Gen.Bool.Select(first => first ? "one" : "two"),
        Gen.Int[0, 9].Select(of => of > 0),
        (action, first, last, comment, enabled) =>
            new FirewallRule
            {
                Type = FirewallRuleType.In,
                Action = action,
                Enabled = enabled,
                Protocol = "tcp",
                DestinationPort = $"{Math.Min(first, last)}:{Math.Max(first, last)}",
                Comment = comment,
            }
    );

    private static readonly Gen<ImmutableArray<FirewallRule>> Lists = Rules.Array[0, 8].Select(rules => rules.ToImmutableArray());

    [Fact]
    public void Edits_always_lead_to_the_declared_list() =>
        Gen.Select(Lists, Lists).Sample((live, declared) => Steps(live, declared, _ => false)[^1].SequenceEqual(declared));

    [Fact]
    public void Edits_never_close_what_both_lists_let_through() =>
        Gen.Select(Lists, Lists)
            .Sample(
                (live, declared) =>
                {
                    var steps = Steps(live, declared, _ => false);
                    return Enumerable
                        .Range(0, Ports)
                        .Where(port => LetsThrough(live, port) && LetsThrough(declared, port))
                        .All(port => steps.All(step => LetsThrough(step, port)));
                }
            );

    [Fact]
    public void Edits_never_touch_rules_of_others() =>
        Gen.Select(Lists, Lists)
            .Sample(
                (mixed, owned) =>
                {
                    var declared = owned.Select(rule => rule with { Comment = "one" }).ToImmutableArray();
                    var foreign = mixed.Where(IsForeign).ToImmutableArray();
                    return Steps(mixed, [.. declared, .. foreign], IsForeign).All(step => step.Where(IsForeign).SequenceEqual(foreign));
                }
            );

    [Fact]
    public void Same_list_needs_no_edit() => Lists.Sample(list => RuleEdits.Between(list, list, _ => false).IsEmpty);

    [Fact]
    public void Another_comment_is_one_replacement_in_place()
    {
        var rules = ImmutableArray.Create(Rule("ACCEPT", "1:1"), Rule("ACCEPT", "2:2"));

        RuleEdits
            .Between(rules, rules.SetItem(1, rules[1] with { Comment = "other" }), _ => false)
            .ShouldBe([new RuleEdit.Replace(1, rules[1] with { Comment = "other" })]);
    }

    [Fact]
    public void New_rule_at_the_top_is_one_call()
    {
        var rules = ImmutableArray.Create(Rule("ACCEPT", "1:1"));

        RuleEdits
            .Between(rules, rules.Insert(0, Rule("ACCEPT", "2:2")), _ => false)
            .ShouldBe([new RuleEdit.Prepend(Rule("ACCEPT", "2:2"))]);
    }

    [Fact]
    public void New_rule_that_closes_is_put_in_place_before_it_is_switched_on()
    {
        var rules = ImmutableArray.Create(Rule("ACCEPT", "1:1"));

        RuleEdits
            .Between(rules, rules.Add(Rule("DROP", "0:4")), _ => false)
            .ShouldBe([
                new RuleEdit.Prepend(Rule("DROP", "0:4") with { Enabled = false }),
                new RuleEdit.Move(0, 2),
                new RuleEdit.Replace(1, Rule("DROP", "0:4")),
            ]);
    }

    // As recorded: 0 before 3 lands at 2, past the end is the end, 1 before 2 is no change.
    [Theory]
    [InlineData(0, 3, "bcad")]
    [InlineData(0, 99, "bcda")]
    [InlineData(1, 2, "abcd")]
    [InlineData(3, 0, "dabc")]
    public void Move_lands_where_the_recorded_node_put_it(int position, int before, string expected)
    {
        var rules = "abcd".Select(letter => Rule("ACCEPT", $"{letter}")).ToImmutableArray();

        string.Concat(new RuleEdit.Move(position, before).On(rules).Select(rule => rule.DestinationPort)).ShouldBe(expected);
    }

    private static bool IsForeign(FirewallRule rule) => rule.Comment != "one";

    private static ImmutableArray<ImmutableArray<FirewallRule>> Steps(
        ImmutableArray<FirewallRule> live,
        ImmutableArray<FirewallRule> declared,
        Func<FirewallRule, bool> isPinned
    ) => RuleEdits.Between(live, declared, isPinned).Aggregate(ImmutableArray.Create(live), (steps, edit) => steps.Add(edit.On(steps[^1])));

    /// <summary>The first rule that is on and fits decides; none: the policy DROP.</summary>
    private static bool LetsThrough(ImmutableArray<FirewallRule> rules, int port) =>
        rules.FirstOrDefault(rule => rule.Enabled && Fits(rule, port))?.Action == "ACCEPT";

    private static bool Fits(FirewallRule rule, int port)
    {
        var ends = rule.DestinationPort!.Split(':').Select(int.Parse).ToArray();
        return ends[0] <= port && port <= ends[1];
    }

    private static FirewallRule Rule(string action, string ports) =>
        new()
        {
            Type = FirewallRuleType.In,
            Action = action,
            Protocol = "tcp",
            DestinationPort = ports,
            Comment = "one",
        };
}
