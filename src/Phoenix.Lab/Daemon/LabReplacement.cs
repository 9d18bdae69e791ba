using Phoenix.Lab.Runtime;
using Phoenix.Topology;

namespace Phoenix.Lab.Daemon;

/// <summary>Whether a lab has to be taken down and made anew for the settings it is to have. What the network is made of cannot be changed beneath living guests: another subnet is another lab.</summary>
internal static class LabReplacement
{
    /// <summary>Whether it has to be: the settings differ in something like that, or what it was made with cannot be read.</summary>
    public static bool IsNeeded(LabDirectories directories, LabSettings wanted) =>
        LabRecordFile.IsUnreadable(directories) || Differences(directories, wanted).Any();

    /// <summary>Makes sure that the lab can stay.</summary>
    /// <exception cref="PhoenixException">PHX6015, naming what differs.</exception>
    public static void EnsureNotNeeded(LabDirectories directories, LabSettings wanted)
    {
        if (IsNeeded(directories, wanted))
        {
            var words = Differences(directories, wanted)
                .Select(difference => $"{difference.Setting} {difference.Live} would be {difference.Wanted}")
                .DefaultIfEmpty("the settings it was made with cannot be read");
            throw new PhoenixException(LabErrors.WouldBeMadeAnew, $"the lab \"{wanted.Name}\" cannot be changed in place")
            {
                Where = directories.Record,
                Remote = string.Join('\n', words),
            };
        }
    }

    private static IEnumerable<LabDifference> Differences(LabDirectories directories, LabSettings wanted) =>
        LabRecordFile.Read(directories)?.DifferencesTo(wanted).Where(difference => difference.IsMadeAnew) ?? [];
}
