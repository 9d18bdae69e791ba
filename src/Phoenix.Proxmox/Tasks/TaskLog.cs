using System.Collections.Immutable;
using Phoenix.Proxmox.Transport;

namespace Phoenix.Proxmox.Tasks;

/// <summary>A stretch of a task's log.</summary>
/// <param name="Lines">The lines.</param>
/// <param name="Next">The number of lines up to here; ask from there for what comes after.</param>
public sealed record TaskLog(ImmutableArray<string> Lines, int Next)
{
    // An empty log answers with this one line, numbered 1 like the real first line that comes later: it must not be counted.
    private const string EmptyLog = "no content";

    internal static TaskLog From(Answer answer, int start)
    {
        // A log that cannot be read answers with an object in place of the list.
        var rows = answer["data"]
            .Rows.Select(row => (Number: (int)(row["n"].Number ?? 0), Text: row["t"].Text ?? ""))
            .OrderBy(row => row.Number)
            .ToList();
        if (rows is [{ Number: 1, Text: EmptyLog }] && answer["total"].Number is null or 1)
        {
            return new TaskLog([], start);
        }

        var fresh = rows.Where(row => row.Number > start).ToList();
        return new TaskLog([.. fresh.Select(row => row.Text)], fresh.Count == 0 ? start : fresh[^1].Number);
    }
}
