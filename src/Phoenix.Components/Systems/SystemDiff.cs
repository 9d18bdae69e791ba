using System.Collections.Immutable;

namespace Phoenix.Components.Systems;

/// <summary>What lies between a system and its specification; pure.</summary>
public sealed record SystemDiff(ImmutableArray<SystemDifference> Differences)
{
    private static readonly ImmutableArray<string> UnitDirectories =
    [
        "/etc/systemd/system",
        "/usr/lib/systemd/system",
        "/lib/systemd/system",
    ];

    /// <summary>The system is as declared.</summary>
    public bool IsEmpty => Differences.IsEmpty;

    /// <summary>The differences, in the order in which they are put right.</summary>
    /// <param name="spec">What is declared.</param>
    /// <param name="state">What was found.</param>
    public static SystemDiff Between(SystemSpec spec, SystemState state)
    {
        spec = SystemSpecRules.Checked(spec);
        ImmutableArray<SystemDifference> things = [.. ThingsBetween(spec, state)];
        // Directories do not count: nothing reads a directory's mode again.
        ImmutableArray<string> changed = [.. things.Select(PathOf).OfType<string>()];
        return new SystemDiff([
            .. things,
            .. spec.Services.Select(service => UnitBetween(service, state, changed)).OfType<SystemDifference>(),
        ]);
    }

    private static IEnumerable<SystemDifference> ThingsBetween(SystemSpec spec, SystemState state)
    {
        foreach (var unit in spec.Masked.Where(unit => state.Units.GetValueOrDefault(unit) is not { IsMasked: true, IsRunning: false }))
        {
            yield return new SystemDifference.OfMask(unit);
        }

        ImmutableArray<string> missing = [.. spec.Packages.Where(name => !state.Packages.ContainsKey(name))];
        if (!missing.IsEmpty)
        {
            yield return new SystemDifference.OfPackages(missing);
        }

        foreach (var user in spec.Users.Where(user => !state.Users.Contains(user)))
        {
            yield return new SystemDifference.OfUser(user);
        }

        foreach (var directory in spec.Directories)
        {
            var live = state.Paths.GetValueOrDefault(directory.Path);
            if (live?.Kind != PathKind.Directory || live.Owner != directory.Owner || live.Mode != ModeOf(directory.Mode))
            {
                yield return new SystemDifference.OfDirectory(directory, live);
            }
        }

        foreach (var program in spec.Programs)
        {
            var live = state.Paths.GetValueOrDefault(program.Path);
            if (live?.Sha256 != program.Program.Sha256 || live.Owner != "root:root" || live.Mode != ModeOf("0755"))
            {
                yield return new SystemDifference.OfProgram(program, live);
            }
        }

        foreach (var file in spec.Files)
        {
            var live = state.Paths.GetValueOrDefault(file.Path);
            if (!IsAsDeclared(file, live))
            {
                yield return new SystemDifference.OfFile(file, live);
            }
        }

        foreach (var path in spec.Absent)
        {
            // A package that is still to come may bring the path along.
            var live = state.Paths.GetValueOrDefault(path);
            if (live is not null || !missing.IsEmpty)
            {
                yield return new SystemDifference.OfUnwanted(path, live);
            }
        }
    }

    internal static UnixFileMode ModeOf(string octal) => (UnixFileMode)Convert.ToInt32(octal, 8);

    private static bool IsAsDeclared(SystemFile file, PathState? live) =>
        file.OnlyWhenAbsent
            ? live is not null
            : live is not null
                && live.Sha256 == SystemPaths.Sha256Of(file.Content)
                && live.Owner == file.Owner
                && live.Mode == ModeOf(file.Mode);

    private static string? PathOf(SystemDifference difference) =>
        difference switch
        {
            SystemDifference.OfFile file => file.Declared.Path,
            SystemDifference.OfProgram program => program.Declared.Path,
            SystemDifference.OfUnwanted { Live: not null } unwanted => unwanted.Path,
            _ => null,
        };

    private static SystemDifference.OfUnit? UnitBetween(SystemService service, SystemState state, ImmutableArray<string> changed)
    {
        var live = state.Units.GetValueOrDefault(service.Unit, UnitState.Unknown);
        var difference = new SystemDifference.OfUnit(service, live, ActionOf(service, live, state, changed));
        return difference.Action != UnitAction.None || difference.Enable || live.NeedsDaemonReload ? difference : null;
    }

    private static UnitAction ActionOf(SystemService service, UnitState live, SystemState state, ImmutableArray<string> changed)
    {
        if (!service.KeepRunning)
        {
            return UnitAction.None;
        }

        if (!live.IsRunning)
        {
            // A unit between two attempts is not inactive: only a restart makes it try the new files at once.
            return live.Active is "inactive" or "failed" ? UnitAction.Start : UnitAction.Restart;
        }

        var own = UnitDirectories.SelectMany(directory => new[] { $"{directory}/{service.Unit}", $"{directory}/{service.Unit}.d" });
        var caused =
            AnyUnder([.. service.RestartOn, .. own], changed) ? UnitAction.Restart
            : AnyUnder(service.ReloadOn, changed) ? UnitAction.Reload
            : UnitAction.None;
        var owed = state.Owed.GetValueOrDefault(service.Unit);
        return owed > caused ? owed : caused;
    }

    private static bool AnyUnder(IEnumerable<string> prefixes, ImmutableArray<string> changed) =>
        prefixes.Any(prefix => changed.Any(path => SystemPaths.Holds(prefix, path)));
}
