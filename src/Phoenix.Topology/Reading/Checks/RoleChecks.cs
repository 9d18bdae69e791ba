using System.Collections.Immutable;
using Phoenix.Topology.Language;

namespace Phoenix.Topology.Reading.Checks;

/// <summary>The roles that exactly one guest holds.</summary>
internal static class RoleChecks
{
    private static readonly ImmutableArray<GuestRole> Single = [GuestRole.StepCa, GuestRole.Nginx, GuestRole.Traefik, GuestRole.Portainer];

    public static IEnumerable<Diagnostic> Of(PlatformDraft draft)
    {
        // Without guests that is what is reported; and a guest whose role is unreadable may hold the one that seems to be missing.
        if (draft.GuestsKey is not { } guestsKey)
        {
            yield break;
        }

        var allKnown = draft.Guests.All(guest => guest.Role is not null);
        foreach (var role in Single)
        {
            var holders = draft.Guests.Where(guest => guest.Role?.Value == role).ToList();
            var word = GuestKeys.Roles.Choices.First(choice => choice.Value == role).Word;
            if (holders.Count == 0 && allKnown)
            {
                yield return new Diagnostic(GuestErrors.RoleMissing, $"no guest runs {word}", guestsKey)
                {
                    Help = $"add a guest with runs: {word}",
                };
            }

            foreach (var second in holders.Skip(1))
            {
                yield return new Diagnostic(
                    GuestErrors.RoleDoubled,
                    $"{holders[0].Name.Value} and {second.Name.Value} both run {word}",
                    second.Role!.Span
                )
                {
                    Note = $"{holders[0].Name.Value} runs it, line {holders[0].Role!.Span.Line}",
                    Related = holders[0].Role!.Span,
                };
            }
        }
    }
}
