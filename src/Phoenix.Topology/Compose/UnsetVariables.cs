using Phoenix.Topology.Language;
using Phoenix.Topology.Reading;
using Phoenix.Topology.Yaml;

namespace Phoenix.Topology.Compose;

/// <summary>Finds variables of a compose file that nobody gives a value: compose would put in nothing and go on.</summary>
internal static class UnsetVariables
{
    /// <param name="file">The compose file.</param>
    /// <param name="known">The variables that compose will have.</param>
    /// <param name="findings">Where they are told.</param>
    public static void Check(MapNode file, IReadOnlySet<string> known, Findings findings)
    {
        // What an extension (x-…) holds is read where an alias puts it. An anchor that is used twice is told once.
        var told = file
            .Entries.Where(section => !section.Key.Text.StartsWith("x-", StringComparison.Ordinal))
            .SelectMany(section => Scalars(section.Value))
            .SelectMany(scalar => Interpolation.Unset(scalar.Text, known.Contains).Select(name => (Name: name, scalar.Span)))
            .Concat(Delivered(file).Where(variable => !known.Contains(variable.Name)))
            .Distinct();
        foreach (var (name, span) in told)
        {
            findings.Add(
                new Diagnostic(StackErrors.UnsetVariable, $"{Shown.Cut(name)} has no value", span)
                {
                    Help =
                        DidYouMean.Help(name, known)
                        ?? "add it to the stack's env or secrets, give it a default (${NAME:-}), or write $$ for a dollar sign",
                }
            );
        }
    }

    /// <summary>Variables that a config or secret names without a dollar sign.</summary>
    private static IEnumerable<(string Name, SourceSpan Span)> Delivered(MapNode file) =>
        from kind in new[] { "configs", "secrets" }
        from entry in (file[kind] as MapNode)?.Entries ?? []
        let variable = (entry.Value as MapNode)?["environment"] as ScalarNode
        where variable is { IsNull: false } && !variable.Text.Contains('$', StringComparison.Ordinal)
        select (variable.Text, variable.Span);

    private static IEnumerable<ScalarNode> Scalars(Node node) =>
        node switch
        {
            ScalarNode scalar => [scalar],
            ListNode list => list.Items.SelectMany(Scalars),
            MapNode map => map.Entries.SelectMany(entry => Scalars(entry.Value)),
            _ => [],
        };
}
