using System.Collections.Immutable;

namespace Phoenix.Components.Programs;

/// <summary>A third-party (or Phoenix's own) program, obtained and ready to be installed.</summary>
/// <param name="Name">Its name, e.g. <c>traefik</c>.</param>
/// <param name="Version">The version it reports.</param>
/// <param name="Source">Where it comes from, in the plan's words: <c>bundle</c>, <c>Debian</c>, <c>official release</c>, or <c>stand-in for Traefik</c>.</param>
/// <param name="LocalPath">The executable on the machine Phoenix runs on.</param>
/// <param name="Sha256">Lower-case hex digest of the executable.</param>
public sealed record Program(string Name, string Version, string Source, string LocalPath, string Sha256)
{
    /// <summary>It speaks the component's interface in its place (lab only) and says so everywhere.</summary>
    public bool IsStandIn { get; init; }

    /// <summary>Arguments between the executable and the component's own flags; a stand-in is a command of the phoenix binary (<c>mesh</c>).</summary>
    public ImmutableArray<string> LeadingArguments { get; init; } = [];

    /// <summary>The beginning of a unit's <c>ExecStart</c> for the program installed at <paramref name="installedAt"/>.</summary>
    public ImmutableArray<string> CommandLine(string installedAt) => [installedAt, .. LeadingArguments];
}
