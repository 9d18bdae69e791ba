using System.Collections.Immutable;

namespace Phoenix.Engine;

/// <summary>What has to happen to one resource, with the fields that differ.</summary>
public sealed record Change(ResourceId Resource, ChangeKind Kind)
{
    /// <summary>The differing fields of an update or a replacement.</summary>
    public ImmutableArray<FieldDiff> Fields { get; init; } = [];

    /// <summary>One line beside the change, e.g. <c>LXC 102 is gone; it will be made again</c>.</summary>
    public string? Reason { get; init; }

    /// <summary>Data or service is lost on the way: needs consent.</summary>
    public bool IsDestructive { get; init; }

    /// <summary>
    /// What the observation itself proves when nothing has to change: the run takes it over and does not look a second time, unless
    /// something changed that the resource depends on. Null: the run probes.
    /// </summary>
    public Proof? Proof { get; init; }

    /// <summary>Needs consent: it says so itself, or it is a replacement or a removal.</summary>
    public bool LosesSomething => IsDestructive || Kind is ChangeKind.Replace or ChangeKind.Delete;

    /// <summary>Nothing to do.</summary>
    public static Change None(ResourceId id) => new(id, ChangeKind.None);

    /// <summary>Nothing is there yet.</summary>
    public static Change Create(ResourceId id) => new(id, ChangeKind.Create);

    /// <summary>An update of these fields, or none when there are no fields.</summary>
    public static Change UpdateOf(ResourceId id, ImmutableArray<FieldDiff> fields) =>
        fields.IsEmpty ? None(id) : new(id, ChangeKind.Update) { Fields = fields };
}
