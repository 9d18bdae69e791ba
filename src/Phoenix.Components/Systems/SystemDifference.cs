using System.Collections.Immutable;

namespace Phoenix.Components.Systems;

/// <summary>One way in which a system is not as declared.</summary>
public abstract record SystemDifference
{
    private SystemDifference() { }

    /// <summary>Packages are missing.</summary>
    public sealed record OfPackages(ImmutableArray<string> Missing) : SystemDifference;

    /// <summary>A user is missing.</summary>
    public sealed record OfUser(string Name) : SystemDifference;

    /// <summary>A directory is missing, or has another owner or mode.</summary>
    public sealed record OfDirectory(SystemDirectory Declared, PathState? Live) : SystemDifference;

    /// <summary>A file is missing, or has other content, owner or mode.</summary>
    public sealed record OfFile(SystemFile Declared, PathState? Live) : SystemDifference;

    /// <summary>A program is missing or another.</summary>
    public sealed record OfProgram(SystemProgram Declared, PathState? Live) : SystemDifference;

    /// <summary>Something stands where nothing should, or (<paramref name="Live"/> is null) a missing package may bring it.</summary>
    public sealed record OfUnwanted(string Path, PathState? Live) : SystemDifference;

    /// <summary>A unit should be masked.</summary>
    public sealed record OfMask(string Unit) : SystemDifference;

    /// <summary>A unit is not enabled or running, or has to read changed files.</summary>
    public sealed record OfUnit(SystemService Declared, UnitState Live, UnitAction Action) : SystemDifference
    {
        /// <summary>It has to be enabled.</summary>
        public bool Enable => Declared.KeepRunning && !Live.IsEnabled;
    }
}
