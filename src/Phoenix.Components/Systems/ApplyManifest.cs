using System.Collections.Immutable;
using System.Text;

namespace Phoenix.Components.Systems;

/// <summary>The instructions of the applying script for a difference: the lines its head describes, in the order in which they are carried out. Pure. It holds secrets: it travels on standard input alone.</summary>
internal static class ApplyManifest
{
    public static string Render(SystemSpec spec, SystemDiff diff)
    {
        ImmutableArray<SystemDifference.OfUnit> units = [.. diff.Differences.OfType<SystemDifference.OfUnit>()];
        ImmutableArray<string> guarded = [.. units.SelectMany(unit => GuardedPaths(spec, unit))];
        var text = new StringBuilder();
        void Say(string line) => text.Append(line).Append('\n');

        foreach (var difference in diff.Differences)
        {
            switch (difference)
            {
                case SystemDifference.OfMask mask:
                    Say($"mask {mask.Unit}");
                    break;
                case SystemDifference.OfPackages packages:
                    Say($"packages {string.Join(' ', packages.Missing)}");
                    break;
                case SystemDifference.OfUser user:
                    Say($"user {user.Name}");
                    break;
            }
        }

        foreach (var unit in units.Where(unit => unit.Action is UnitAction.Reload or UnitAction.Restart))
        {
            Say($"owe {Word(unit.Action)} {unit.Declared.Unit}");
        }

        foreach (var difference in diff.Differences)
        {
            switch (difference)
            {
                case SystemDifference.OfDirectory { Declared: var directory }:
                    Say($"directory {directory.Mode} {directory.Owner} {directory.Path}");
                    break;
                case SystemDifference.OfProgram { Declared: var program }:
                    Say($"program {program.Program.Sha256} {SystemPaths.KeyOf(program.Path)} {program.Path}");
                    break;
                case SystemDifference.OfFile { Declared: var file }:
                    Keep(file.Path);
                    Say(
                        $"file {file.Mode} {file.Owner} {SystemPaths.Sha256Of(file.Content)} {SystemPaths.KeyOf(file.Path)} {Base64(file.Content)} {file.Path}"
                    );
                    break;
                case SystemDifference.OfUnwanted unwanted:
                    Keep(unwanted.Path);
                    Say($"absent {SystemPaths.KeyOf(unwanted.Path)} {unwanted.Path}");
                    break;
            }
        }

        if (diff.Differences.Any(NeedsDaemonReload))
        {
            Say("daemon-reload");
        }

        foreach (var unit in units)
        {
            UnitLines(spec, unit, Say);
        }

        return text.ToString();

        void Keep(string path)
        {
            if (guarded.Contains(path))
            {
                Say($"keep {SystemPaths.KeyOf(path)} {path}");
            }
        }
    }

    private static void UnitLines(SystemSpec spec, SystemDifference.OfUnit unit, Action<string> say)
    {
        var name = unit.Declared.Unit;
        var guarded = GuardedPaths(spec, unit);
        if (!unit.Declared.CheckBefore.IsEmpty && unit.Action != UnitAction.None)
        {
            foreach (var path in guarded)
            {
                say($"guards {SystemPaths.KeyOf(path)}");
            }

            foreach (var argument in unit.Declared.CheckBefore)
            {
                say($"argument {argument}");
            }

            say($"check {name}");
        }

        if (unit.Live.IsMasked)
        {
            say($"unmask {name}");
        }

        if (unit.Enable)
        {
            say($"enable {name}");
        }

        if (unit.Action != UnitAction.None)
        {
            say($"{Word(unit.Action)} {name}");
            say($"settled {name}");
        }

        foreach (var path in guarded)
        {
            say($"kept {SystemPaths.KeyOf(path)}");
        }
    }

    // Everything the unit reads, also what did not change in this run: a run that was cut off may have left it to this one.
    private static ImmutableArray<string> GuardedPaths(SystemSpec spec, SystemDifference.OfUnit unit) =>
        unit.Declared.CheckBefore.IsEmpty || unit.Action == UnitAction.None
            ? []
            :
            [
                .. spec
                    .Files.Select(file => file.Path)
                    .Concat(spec.Absent)
                    .Where(path => unit.Declared.ReloadOn.Concat(unit.Declared.RestartOn).Any(prefix => SystemPaths.Holds(prefix, path))),
            ];

    private static bool NeedsDaemonReload(SystemDifference difference) =>
        difference switch
        {
            SystemDifference.OfFile { Declared.Path: var path } => IsOfSystemd(path),
            SystemDifference.OfUnwanted { Path: var path } => IsOfSystemd(path),
            SystemDifference.OfUnit { Live.NeedsDaemonReload: var stale } => stale,
            _ => false,
        };

    private static bool IsOfSystemd(string path) =>
        SystemPaths.Holds("/etc/systemd", path) || SystemPaths.Holds("/usr/lib/systemd", path) || SystemPaths.Holds("/lib/systemd", path);

    private static string Base64(string text) => text.Length == 0 ? "-" : Convert.ToBase64String(Encoding.UTF8.GetBytes(text));

    private static string Word(UnitAction action) =>
        action switch
        {
            UnitAction.Start => "start",
            UnitAction.Reload => "reload",
            _ => "restart",
        };
}
