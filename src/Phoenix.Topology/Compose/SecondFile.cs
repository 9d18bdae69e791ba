using Phoenix.Topology.Reading;
using Phoenix.Topology.Yaml;

namespace Phoenix.Topology.Compose;

/// <summary>Finds what a compose file would read from a second file: Portainer, which deploys it, does not have that file.</summary>
internal static class SecondFile
{
    public static void Check(MapNode file, Findings findings)
    {
        if (file.Entries.FirstOrDefault(entry => entry.Key.Text == "include") is { } include)
        {
            findings.Add(Needed("include", include.Key.Span, "write the services into this file"));
        }

        foreach (var kind in new[] { "configs", "secrets" })
        {
            var named = (file[kind] as MapNode)?.Entries.Select(entry => entry.Value).OfType<MapNode>() ?? [];
            foreach (var entry in named.SelectMany(map => map.Entries).Where(entry => entry.Key.Text == "file"))
            {
                findings.Add(Needed($"{kind} from a file", entry.Key.Span, "use content: or environment:"));
            }
        }
    }

    public static void CheckService(MapNode service, Findings findings)
    {
        foreach (var entry in service.Entries.Where(entry => entry.Key.Text == "env_file"))
        {
            findings.Add(Needed("env_file", entry.Key.Span, "use environment: and the stack's env"));
        }

        if (service["extends"] is MapNode extends && extends.Entries.FirstOrDefault(entry => entry.Key.Text == "file") is { } file)
        {
            findings.Add(Needed("extends from a file", file.Key.Span, "write the service into this file"));
        }

        foreach (var volume in (service["volumes"] as ListNode)?.Items ?? [])
        {
            if (Source(volume) is { Text: ['.' or '~', ..] } relative)
            {
                findings.Add(
                    new Diagnostic(StackErrors.RelativeMount, $"{Shown.Quoted(relative.Text)} mounts a relative path", relative.Span)
                    {
                        Help = "use a named volume or an absolute path",
                    }
                );
            }
        }
    }

    private static ScalarNode? Source(Node volume) =>
        volume switch
        {
            ScalarNode scalar => scalar,
            MapNode map => map["source"] as ScalarNode,
            _ => null,
        };

    private static Diagnostic Needed(string what, SourceSpan span, string help) =>
        new(StackErrors.SecondFileNeeded, $"{what} needs a second file", span) { Note = "Portainer sees this file alone", Help = help };
}
