using System.Collections.Immutable;

namespace Phoenix.Topology;

/// <summary>Renders diagnostics for a person: the message, the place, the source with the marked span, the way out, and how many there are. Pure; never throws.</summary>
public static class DiagnosticRenderer
{
    /// <summary>Where <c>exit 3</c> ends in the last line.</summary>
    private const int Width = 96;

    /// <summary>More are counted, not shown: nobody reads them, and the first are the ones to mend.</summary>
    private const int MostShown = 50;

    /// <summary>Renders everything a reading found.</summary>
    public static RenderedText Render(PlatformResult result) => Render(result.Diagnostics, result.Sources);

    /// <summary>Renders diagnostics; the first of <paramref name="sources"/> names the file in the last line.</summary>
    public static RenderedText Render(ImmutableArray<Diagnostic> diagnostics, ImmutableArray<SourceText> sources)
    {
        if (diagnostics.IsEmpty)
        {
            return new RenderedText([]);
        }

        var excerpts = new SourceExcerpts(sources);
        return new RenderedText([
            .. diagnostics.Take(MostShown).SelectMany(diagnostic => One(diagnostic, excerpts)),
            .. diagnostics.Length > MostShown
                ? [new StyledText($"and {diagnostics.Length - MostShown} more\n\n", TextStyle.Count)]
                : ImmutableArray<StyledText>.Empty,
            new StyledText(Count(diagnostics, sources) + "\n", TextStyle.Count),
        ]);
    }

    private static IEnumerable<StyledText> One(Diagnostic diagnostic, SourceExcerpts excerpts)
    {
        yield return diagnostic.Severity == Severity.Error
            ? new StyledText($"error {diagnostic.Code}", TextStyle.Error)
            : new StyledText($"warning {diagnostic.Code}", TextStyle.Warning);
        yield return new StyledText($": {Shown.Printable(diagnostic.Message)}\n", TextStyle.Message);
        yield return new StyledText($"  {Shown.Printable(diagnostic.Span.ToString())}\n", TextStyle.Place);
        foreach (var piece in excerpts.Of(diagnostic))
        {
            yield return piece;
        }

        yield return new StyledText($"  help: {Shown.Printable(diagnostic.WayOut)}\n", TextStyle.Help);
        yield return new StyledText("\n", TextStyle.Plain);
    }

    private static string Count(ImmutableArray<Diagnostic> diagnostics, ImmutableArray<SourceText> sources)
    {
        var errors = diagnostics.Count(diagnostic => diagnostic.Severity == Severity.Error);
        var warnings = diagnostics.Length - errors;
        var parts = new[] { Counted(errors, "error"), Counted(warnings, "warning") }.Where(part => part is not null);
        var files = diagnostics.Select(diagnostic => diagnostic.Span.File).Distinct().Count();
        var file = files > 1 ? $"{files} files" : diagnostics[0].Span.File;
        var line = $"{string.Join(" and ", parts)} in {(sources.IsEmpty ? "the file" : file)}";
        return errors == 0 ? line : line.PadRight(Width - "exit 3".Length) + "exit 3";
    }

    private static string? Counted(int count, string noun) =>
        count switch
        {
            0 => null,
            1 => $"1 {noun}",
            _ => $"{count} {noun}s",
        };
}
