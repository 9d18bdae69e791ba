using System.Collections.Immutable;
using Phoenix.Topology.Reading;
using Phoenix.Topology.Reading.Checks;
using Phoenix.Topology.Yaml;

namespace Phoenix.Topology;

/// <summary>Reads a <c>phoenix.yaml</c>. Pure but for the compose files it asks <see cref="IPlatformFiles"/> for.</summary>
public static class PlatformReader
{
    private static readonly ImmutableArray<Func<PlatformDraft, IEnumerable<Diagnostic>>> Checks =
    [
        NameChecks.Of,
        GuestChecks.Of,
        RoleChecks.Of,
        NetworkChecks.Of,
        HypervisorChecks.Of,
        StackChecks.Of,
        RouteChecks.Of,
        AllowChecks.Of,
    ];

    /// <summary>Reads the file and everything it names. All that is wrong is reported at once; whatever the input is, nothing is thrown.</summary>
    /// <param name="source">The text of <c>phoenix.yaml</c>.</param>
    /// <param name="files">The files beside it.</param>
    public static PlatformResult Read(SourceText source, IPlatformFiles files)
    {
        // A text that was not read from bytes may still carry its mark.
        var text = source.Text.StartsWith('\uFEFF') ? source with { Text = source.Text[1..] } : source;
        var findings = new Findings();
        var draft = DocumentReader.Read(text, findings) is { } root ? DraftReader.Read(root, findings) : null;
        if (draft is null)
        {
            return new PlatformResult(null, findings.InOrder([text])) { Sources = [text] };
        }

        var read = new ReadFiles(files);
        draft = new StackFiles(read, findings).Read(draft);
        foreach (var check in Checks)
        {
            findings.AddRange(check(draft));
        }

        ImmutableArray<SourceText> sources =
        [
            text,
            .. draft.Stacks.Select(stack => stack.Compose).OfType<SourceText>().DistinctBy(compose => compose.Path),
        ];
        var platform = findings.HasErrors ? null : PlatformBuilder.Build(draft, files.Directory) with { Sources = read.With(text) };
        return new PlatformResult(platform, findings.InOrder(sources)) { Sources = sources };
    }
}
