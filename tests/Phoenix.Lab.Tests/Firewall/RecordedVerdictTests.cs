using Phoenix.Lab.Firewall;

namespace Phoenix.Lab.Tests.Firewall;

public sealed class RecordedVerdictTests
{
    /// <summary>How many recorded packets are compared: it may grow, never fall.</summary>
    private const int Compared = 783;

    /// <summary>Packets that say nothing about the firewall, by their note or configuration, with the reason.</summary>
    private static readonly (string Config, string Note, string Reason)[] LeftOut =
    [
        ("", "the receiving IP stack discards multicast sources", "not the firewall but the receiver's stack dropped it"),
    ];

    [Fact]
    public void Decide_agrees_with_every_recorded_packet()
    {
        var compared = 0;
        var wrong = new List<string>();
        var models = new Dictionary<RecordedConfig, FirewallModel>(ReferenceEqualityComparer.Instance);
        foreach (var recorded in RecordedVerdicts.Read().Where(recorded => ReasonToLeaveOut(recorded) is null))
        {
            compared++;
            if (!models.TryGetValue(recorded.Config, out var model))
            {
                models[recorded.Config] = model = recorded.Config.Compile();
            }

            var verdict = model.Decide(recorded.Packet);
            var (seen, rule) = (Word(verdict.Seen), Word(verdict.Rule));
            if (seen != recorded.Verdict || (recorded.RuleAction ?? recorded.Verdict) != rule)
            {
                wrong.Add($"decided {seen} (rule {rule}): {recorded.Line}");
            }
        }

        wrong.ShouldBeEmpty($"{wrong.Count} of {compared}");
        compared.ShouldBeGreaterThanOrEqualTo(Compared);
    }

    [Fact]
    public void Left_out_packets_are_few_and_each_reason_is_used()
    {
        var reasons = RecordedVerdicts.Read().Select(ReasonToLeaveOut).OfType<string>().ToList();

        reasons.Count.ShouldBeLessThanOrEqualTo(4);
        LeftOut.Select(left => left.Reason).Distinct().ShouldAllBe(reason => reasons.Contains(reason));
    }

    private static string? ReasonToLeaveOut(RecordedPacket recorded) =>
        LeftOut
            .Where(left => left.Config.Length == 0 || left.Config == recorded.Config.Name)
            .Where(left => recorded.Note.Contains(left.Note, StringComparison.Ordinal))
            .Select(left => left.Reason)
            .FirstOrDefault();

    private static string Word(FirewallAction action) => action.ToString().ToUpperInvariant();
}
