using System.Collections.Immutable;

namespace Phoenix.Topology.Reading;

/// <summary>Collects what is found while a file is read, so that everything is reported at once.</summary>
internal sealed class Findings
{
    private readonly List<Diagnostic> found = [];

    public void Add(Diagnostic diagnostic) => found.Add(diagnostic);

    public void AddRange(IEnumerable<Diagnostic> diagnostics) => found.AddRange(diagnostics);

    public bool HasErrors => found.Exists(diagnostic => diagnostic.Severity == Severity.Error);

    /// <summary>Everything found once, file by file in the given order, then by place.</summary>
    public ImmutableArray<Diagnostic> InOrder(IReadOnlyList<SourceText> sources)
    {
        var order = sources.Select((source, index) => (source.Path, index)).DistinctBy(pair => pair.Path).ToDictionary();
        return
        [
            .. found
                .Distinct()
                .OrderBy(diagnostic => order.GetValueOrDefault(diagnostic.Span.File, int.MaxValue))
                .ThenBy(diagnostic => diagnostic.Span.Line)
                .ThenBy(diagnostic => diagnostic.Span.Column)
                .ThenBy(diagnostic => diagnostic.Code.Code, StringComparer.Ordinal),
        ];
    }
}
