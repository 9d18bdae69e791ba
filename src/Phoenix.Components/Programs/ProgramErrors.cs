using System.Collections.Immutable;
using Phoenix.Topology;

namespace Phoenix.Components.Programs;

/// <summary>What can go wrong on the way to a program: PHX3141 to PHX3144.</summary>
public static class ProgramErrors
{
    /// <summary>No source has the program.</summary>
    public static readonly ErrorCode NotToBeHad = new(
        "PHX3141",
        "A program is not available",
        "None of the sources (the offline bundle, Debian's packages, the official release) has the program, or none could deliver it. What was tried is listed.",
        "Name the directory of an offline bundle in PHOENIX_BUNDLE, or give the machine a way to the package mirror, or name the official release and its SHA-256 in phoenix.lock beside phoenix.yaml."
    );

    /// <summary>A program is not what its manifest promises.</summary>
    public static readonly ErrorCode Damaged = new(
        "PHX3142",
        "A program is not what was promised",
        "The size or the SHA-256 of a program is not the one that the bundle's manifest or phoenix.lock gives. Phoenix does not use it, nor look further.",
        "Fetch the bundle again. If it happens twice, find out who changed it."
    );

    /// <summary>The program could not be built from Debian's packages.</summary>
    public static readonly ErrorCode NotBuilt = new(
        "PHX3143",
        "A program could not be built",
        "Building the program from Debian's packages failed. It is built once, in a throw-away Debian system, and then kept in the cache.",
        "Read the build's words: usually the package mirror cannot be reached or the disk is full."
    );

    /// <summary>A list of programs cannot be read.</summary>
    public static readonly ErrorCode BadList = new(
        "PHX3144",
        "A list of programs cannot be read",
        "The bundle's manifest.json or phoenix.lock is not what it should be.",
        "Correct the file or fetch it again."
    );

    /// <summary>All codes of this class.</summary>
    public static ImmutableArray<ErrorCode> All { get; } = [NotToBeHad, Damaged, NotBuilt, BadList];
}
