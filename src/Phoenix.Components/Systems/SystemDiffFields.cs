using System.Collections.Immutable;
using Phoenix.Engine;

namespace Phoenix.Components.Systems;

/// <summary>A difference as a person reads it in a plan.</summary>
public static class SystemDiffFields
{
    private const string HiddenLive = "another value, not shown";
    private const string HiddenDeclared = "the declared value, not shown";

    /// <summary>The fields of the plan; secrets are named and never shown.</summary>
    public static ImmutableArray<FieldDiff> Of(SystemDiff diff) => [.. diff.Differences.SelectMany(FieldsOf)];

    /// <summary>Where files were changed behind Phoenix's back: path and time, newest first.</summary>
    public static ImmutableArray<(string Path, DateTimeOffset At)> ChangedByHand(SystemDiff diff) =>
        [
            .. diff
                .Differences.OfType<SystemDifference.OfFile>()
                .Where(file => file.Live is { WrittenSha256: { } written, Sha256: { } live } && live != written)
                .Select(file => (file.Declared.Path, file.Live!.ModifiedAt))
                .OrderByDescending(pair => pair.ModifiedAt),
        ];

    private static IEnumerable<FieldDiff> FieldsOf(SystemDifference difference) =>
        difference switch
        {
            SystemDifference.OfPackages packages => packages.Missing.Select(name => new FieldDiff($"package {name}", null, "installed")),
            SystemDifference.OfUser user => [new FieldDiff($"user {user.Name}", null, "exists")],
            SystemDifference.OfDirectory { Declared: var declared, Live: var live } => live is { Kind: PathKind.Directory }
                ? OwnerAndMode(declared.Path, live, declared.Owner, declared.Mode)
                : [new FieldDiff(declared.Path, Word(live), "directory")],
            SystemDifference.OfFile file => FieldsOf(file),
            SystemDifference.OfProgram { Declared: var declared, Live: var live } =>
            [
                new FieldDiff(
                    declared.Path,
                    live is { Sha256: { } digest } ? $"{digest[..12]}…" : Word(live),
                    $"{declared.Program.Name} {declared.Program.Version} ({declared.Program.Source})"
                ),
            ],
            SystemDifference.OfUnwanted { Live: not null } unwanted => [new FieldDiff(unwanted.Path, Word(unwanted.Live), null)],
            SystemDifference.OfMask mask => [new FieldDiff(mask.Unit, "not masked", "masked")],
            SystemDifference.OfUnit unit => [new FieldDiff(unit.Declared.Unit, LiveWords(unit), DeclaredWords(unit))],
            _ => [],
        };

    private static IEnumerable<FieldDiff> FieldsOf(SystemDifference.OfFile file)
    {
        var (declared, live) = (file.Declared, file.Live);
        var after = declared.IsSecret ? HiddenDeclared : declared.Content;
        if (live is not { Kind: PathKind.File })
        {
            return [new FieldDiff(declared.Path, Word(live), after)];
        }

        var content =
            live.Sha256 == SystemPaths.Sha256Of(declared.Content)
                ? Enumerable.Empty<FieldDiff>()
                : [new FieldDiff(declared.Path, declared.IsSecret ? HiddenLive : live.Content ?? "other content", after)];
        return content.Concat(OwnerAndMode(declared.Path, live, declared.Owner, declared.Mode));
    }

    private static IEnumerable<FieldDiff> OwnerAndMode(string path, PathState live, string owner, string mode)
    {
        if (live.Owner != owner)
        {
            yield return new FieldDiff($"{path} owner", live.Owner, owner);
        }

        if (live.Mode != SystemDiff.ModeOf(mode))
        {
            yield return new FieldDiff($"{path} mode", Octal(live.Mode), Octal(SystemDiff.ModeOf(mode)));
        }
    }

    private static string Octal(UnixFileMode mode) => Convert.ToString((int)mode, 8).PadLeft(4, '0');

    private static string? Word(PathState? live) =>
        live?.Kind switch
        {
            null => null,
            PathKind.File => "file",
            PathKind.Directory => "directory",
            PathKind.Link => "link",
            _ => "not a file",
        };

    private static string LiveWords(SystemDifference.OfUnit unit) =>
        unit.Live is { Load: "not-found" } ? "not there"
        : unit.Enable ? $"{unit.Live.Active}, not enabled"
        : unit.Live.Active;

    private static string DeclaredWords(SystemDifference.OfUnit unit) =>
        unit.Action switch
        {
            UnitAction.Reload => "active, reloaded",
            UnitAction.Restart => "active, restarted",
            UnitAction.Start when unit.Enable => "active, enabled",
            UnitAction.None when !unit.Declared.KeepRunning => "read again by systemd",
            _ => "active",
        };
}
