using System.Collections.Immutable;
using Phoenix.Engine;
using Phoenix.Topology;

namespace Phoenix.Components.Guests;

/// <summary>Pure: what has to change at a guest.</summary>
public static class GuestComparison
{
    /// <summary>The change from what the node has to what is declared.</summary>
    /// <exception cref="PhoenixException">The guest is not the platform's, or its disk would have to shrink.</exception>
    public static Change Compare(ResourceId id, Guest guest, GuestState observed, ImmutableSortedDictionary<string, string> declared)
    {
        RequireOurs(id, guest, observed);
        var fields = declared
            .Where(entry => observed.Fields.GetValueOrDefault(entry.Key, "") != entry.Value)
            .Select(entry => new FieldDiff(entry.Key, observed.Fields.GetValueOrDefault(entry.Key), entry.Value))
            .Concat(GuestDisk.Difference(id, guest, observed.Disk) is { } growth ? [growth] : [])
            .ToImmutableArray();
        return observed.IsRunning
            ? Change.UpdateOf(id, fields)
            : new Change(id, ChangeKind.Update)
            {
                Fields = fields.Insert(0, new FieldDiff("status", "stopped", "running")),
                Reason = "it is stopped; it will be started",
            };
    }

    /// <summary>A guest with the declared id that Phoenix did not make is left alone, also when it came about after the plan.</summary>
    /// <exception cref="PhoenixException">The guest is not the platform's.</exception>
    public static void RequireOurs(ResourceId id, Guest guest, GuestState observed)
    {
        if (!observed.IsOwned)
        {
            throw new PhoenixException(GuestErrors.NotOurs, $"guest {guest.Id} exists and was not made by Phoenix for this platform")
            {
                Where = id.ToString(),
            };
        }
    }
}
