using Phoenix.Topology.Language;

namespace Phoenix.Topology.Reading.Checks;

/// <summary>The rules that the user adds.</summary>
internal static class AllowChecks
{
    public static IEnumerable<Diagnostic> Of(PlatformDraft draft)
    {
        var seen = new Dictionary<(WrittenNetwork, string, int, TransportProtocol), SourceSpan>();
        foreach (var rule in draft.Allow)
        {
            if (rule.From is { Value.HasHostBits: true } from)
            {
                yield return new Diagnostic(NetworkErrors.HostBits, $"{from.Value} has host bits set", from.Span)
                {
                    Note = $"ends in zeros beyond {from.Value.Prefix} bits",
                    Help = $"write {from.Value.Network}",
                };
            }

            if (rule.To is { } to && draft.GuestsAreKnown && draft.GuestNamed(to.Value) is null)
            {
                yield return new Diagnostic(AllowErrors.AllowUnknownGuest, $"there is no guest {to.Value}", to.Span)
                {
                    Help = DidYouMean.Help(to.Value, draft.Guests.Select(guest => guest.Name.Value)),
                };
            }

            if (
                rule is { From: { } source, To: { } target, Port: { } port }
                && !seen.TryAdd((source.Value, target.Value, port.Value, rule.Protocol?.Value ?? TransportProtocol.Tcp), source.Span)
            )
            {
                yield return new Diagnostic(AllowErrors.AllowTwice, "the same traffic is allowed twice", source.Span);
            }
        }
    }
}
