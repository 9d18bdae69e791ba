using System.Collections.Immutable;

namespace Phoenix.Lab.Host;

/// <summary>The machine's mounts.</summary>
internal static class Mounts
{
    /// <summary>Where something is mounted, in the order of mounting.</summary>
    public static async Task<ImmutableArray<string>> PointsAsync(CancellationToken cancel) =>
        Parse(await File.ReadAllTextAsync("/proc/self/mountinfo", cancel));

    /// <summary>The mount points in the text of a <c>mountinfo</c>.</summary>
    public static ImmutableArray<string> Parse(string mountInfo) =>
        [
            .. mountInfo
                .Split('\n', StringSplitOptions.RemoveEmptyEntries)
                .Select(line => line.Split(' '))
                .Where(fields => fields.Length > 4)
                .Select(fields => fields[4].Replace("\\040", " ", StringComparison.Ordinal)),
        ];

    /// <summary>Unmounts everything at and below a directory, innermost first.</summary>
    public static async Task RemoveBelowAsync(string directory, CancellationToken cancel)
    {
        var below = (await PointsAsync(cancel)).Where(point =>
            point == directory || point.StartsWith(directory + "/", StringComparison.Ordinal)
        );
        foreach (var point in below.Reverse())
        {
            // Lazily: a process that ended a moment ago may still hold it.
            await Machine.RunAsync(MachineCommand.Of("umount", "-l", point), cancel);
        }
    }
}
