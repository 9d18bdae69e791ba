using Phoenix.Topology.Language;

namespace Phoenix.Topology.Reading.Checks;

/// <summary>Names below the domain: each belongs to one system, and fits into a certificate.</summary>
internal static class NameChecks
{
    /// <summary>The longest common name of a certificate (RFC 5280, appendix A: ub-common-name).</summary>
    private const int LongestName = 64;

    public static IEnumerable<Diagnostic> Of(PlatformDraft draft)
    {
        var node = (draft.Hypervisor.Node?.Value ?? HypervisorKeys.DefaultNode).ToLowerInvariant();
        foreach (var guest in draft.Guests.Where(guest => guest.Name.Value == node))
        {
            yield return new Diagnostic(GuestErrors.NameTaken, $"{node} is the name of the node", guest.Name.Span)
            {
                Note = "a guest needs a name of its own",
                Related = draft.Hypervisor.Node?.Span,
            };
        }

        if (draft.Domain is not { } domain)
        {
            yield break;
        }

        // A route's name is one of many alternative names, which are not limited so.
        var room = LongestName - 1 - domain.Value.Length;
        foreach (var name in draft.Guests.Select(guest => guest.Name).Where(name => name.Value.Length > room))
        {
            if (Patterns.IsLabel.IsMatch(name.Value))
            {
                yield return new Diagnostic(
                    GuestErrors.NameTooLong,
                    $"{name.Value}.{domain.Value} is too long for a certificate",
                    name.Span
                )
                {
                    Note = $"{name.Value.Length + 1 + domain.Value.Length} characters with the domain, at most {LongestName}",
                    Related = domain.Span,
                    Help = room > 0 ? $"take a name of at most {room} characters, or a shorter domain" : "take a shorter domain",
                };
            }
        }
    }
}
