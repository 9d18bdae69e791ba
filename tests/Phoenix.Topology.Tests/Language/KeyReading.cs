using System.Collections.Immutable;
using Phoenix.Topology.Language;
using Phoenix.Topology.Reading;
using Phoenix.Topology.Yaml;

namespace Phoenix.Topology.Tests.Language;

/// <summary>Reads one value as a key does.</summary>
internal static class KeyReading
{
    public static ImmutableArray<Diagnostic> Findings(Key key, string yaml)
    {
        var source = new SourceText("value.yaml", $"{key.Name}: {yaml}\n");
        var findings = new Findings();
        if (DocumentReader.Read(source, findings) is { } root)
        {
            key.Check(new Section("", "One key.", [key]).Read(root, null, findings)!.Value);
        }

        return findings.InOrder([source]);
    }
}
