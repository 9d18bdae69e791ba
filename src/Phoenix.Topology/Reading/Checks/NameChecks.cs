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

        if (draft.Domain is { } domain && LongestOf(draft) is { } longest && longest.Length + 1 + domain.Value.Length > LongestName)
        {
            yield return new Diagnostic(GuestErrors.NameTooLong, $"{longest}.{domain.Value} is too long for a certificate", domain.Span)
            {
                Note = $"{longest.Length + 1 + domain.Value.Length} characters with {longest}, at most {LongestName}",
            };
        }
    }

    private static string? LongestOf(PlatformDraft draft) =>
        draft
            .Guests.Select(guest => guest.Name)
            .Concat(draft.Routes.Select(route => route.Host).OfType<Located<string>>())
            .Select(name => name.Value)
            .Where(name => Patterns.IsLabel.IsMatch(name))
            .MaxBy(name => name.Length);
}
