using System.Collections.Immutable;

namespace Phoenix.Topology;

/// <summary>What came of reading a <c>phoenix.yaml</c>.</summary>
/// <param name="Platform">The platform; null when there is an error.</param>
/// <param name="Diagnostics">Everything found, in the order of the files' lines.</param>
public sealed record PlatformResult(Platform? Platform, ImmutableArray<Diagnostic> Diagnostics)
{
    /// <summary>The files that were read, for <see cref="DiagnosticRenderer"/>: <c>phoenix.yaml</c> first, then compose files.</summary>
    public required ImmutableArray<SourceText> Sources { get; init; }

    /// <summary>How many of the diagnostics are errors.</summary>
    public int Errors => Diagnostics.Count(diagnostic => diagnostic.Severity == Severity.Error);
}
