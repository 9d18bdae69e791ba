using Phoenix.Topology.Language;

namespace Phoenix.Topology.Reading.Checks;

/// <summary>Ids, roles and sizes of guests.</summary>
internal static class GuestChecks
{
    private static readonly ByteSize LeastMemory = ByteSize.FromMebibytes(64);
    private static readonly ByteSize LeastDisk = ByteSize.FromGibibytes(2);
    private static readonly ByteSize Most = ByteSize.FromGibibytes(1024 * 1024);

    public static IEnumerable<Diagnostic> Of(PlatformDraft draft) =>
        [.. DuplicateIds(draft), .. draft.Guests.SelectMany(Sizes), .. draft.Guests.SelectMany(DockerInContainer)];

    private static IEnumerable<Diagnostic> DuplicateIds(PlatformDraft draft)
    {
        var taken = draft.Guests.Select(guest => guest.Id?.Value ?? 0).ToHashSet();
        foreach (
            var same in draft
                .Guests.Where(guest => guest.Id is not null)
                .GroupBy(guest => guest.Id!.Value)
                .Where(same => same.Skip(1).Any())
        )
        {
            var holder = same.First();
            foreach (var guest in same.Skip(1))
            {
                yield return new Diagnostic(
                    GuestErrors.DuplicateId,
                    $"{holder.Name.Value} and {guest.Name.Value} have the same id",
                    guest.Id!.Span
                )
                {
                    Note = $"{same.Key} is {holder.Name.Value}'s, line {holder.Id!.Span.Line}",
                    Related = holder.Id.Span,
                    Help = $"{NextFree(same.Key, taken)} is free",
                };
            }
        }
    }

    private static int NextFree(int id, HashSet<int> taken) =>
        Enumerable
            .Range(id, Shapes.GreatestGuestId - id + 1)
            .Concat(Enumerable.Range(Shapes.LeastGuestId, id - Shapes.LeastGuestId))
            .First(free => !taken.Contains(free));

    private static IEnumerable<Diagnostic> Sizes(GuestDraft guest)
    {
        if (guest.Memory is { } memory && (memory.Value < LeastMemory || memory.Value > Most))
        {
            yield return TooSmall(memory, "memory", LeastMemory);
        }

        if (guest.Disk is { } disk && (disk.Value < LeastDisk || disk.Value > Most))
        {
            yield return TooSmall(disk, "a disk", LeastDisk);
        }
    }

    private static Diagnostic TooSmall(Located<ByteSize> size, string what, ByteSize least) =>
        new(GuestErrors.NotASize, $"{size.Value} is not a size of {what}", size.Span) { Note = $"from {least} to {Most}" };

    private static IEnumerable<Diagnostic> DockerInContainer(GuestDraft guest)
    {
        if (guest is { Kind.Value: GuestKind.Container, Role: { Value: GuestRole.DockerHost or GuestRole.Portainer } })
        {
            yield return new Diagnostic(GuestErrors.DockerInContainer, $"{guest.Name.Value} runs Docker in a container", guest.Kind!.Span)
            {
                Severity = Severity.Warning,
                Help = "write kind: vm",
            };
        }
    }
}
