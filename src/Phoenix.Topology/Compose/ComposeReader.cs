using System.Collections.Immutable;
using Phoenix.Topology.Language;
using Phoenix.Topology.Reading;
using Phoenix.Topology.Yaml;

namespace Phoenix.Topology.Compose;

/// <summary>
/// Reads what a platform needs of a compose file: services, published ports, dependencies, build contexts. The rest is compose's business,
/// but for what cannot work because Portainer sees this one file alone.
/// </summary>
internal sealed class ComposeReader(SourceText source, Func<string, string?> valueOf, IReadOnlySet<string> known, Findings findings)
{
    private readonly PortsReader ports = new(valueOf, findings);
    private readonly BuildReader builds = new(RelativePath.DirectoryOf(source.Path), findings);

    /// <summary>All services; empty when the file cannot be used, which the findings then say.</summary>
    public ImmutableArray<LocatedService> Read()
    {
        if (DocumentReader.Read(source, findings) is not { } root)
        {
            return [];
        }

        if (root is not MapNode file || file["services"] is not MapNode { Entries.IsEmpty: false } services)
        {
            var at = (root as MapNode)?.Entries.FirstOrDefault(entry => entry.Key.Text == "services")?.Key.Span ?? root.Span;
            findings.Add(new Diagnostic(StackErrors.NoServices, $"{source.Path} has no services", at) { Help = "add services:" });
            return [];
        }

        SecondFile.Check(file, findings);
        UnsetVariables.Check(file, known, findings);
        var read = services.Entries.Select(Service).OfType<LocatedService>().ToImmutableArray();
        Dependencies.Check(read, findings);
        return read;
    }

    private LocatedService? Service(MapEntry entry)
    {
        var name = Shapes.Service.Read(entry.Key, null, findings);
        if (entry.Value is not MapNode service)
        {
            findings.Add(
                new Diagnostic(
                    StackErrors.ComposeShape,
                    $"the service {Shown.Quoted(entry.Key.Text)} must have keys and values",
                    entry.Key.Span
                )
            );
            return null;
        }

        SecondFile.CheckService(service, findings);
        var (published, allKnown) = ports.Read(service["ports"]);
        var dependsOn = DependsOn(service["depends_on"]);
        var build = builds.Read(service["build"]);
        if (new[] { "image", "build", "extends", "provider" }.All(key => service[key] is null))
        {
            findings.Add(new Diagnostic(ImageErrors.NoImage, $"the service {Shown.Quoted(entry.Key.Text)} has no image", entry.Key.Span));
        }

        return name is null
            ? null
            : new LocatedService(
                new ComposeService
                {
                    Name = name.Value,
                    Ports = [.. published.Select(port => port.Value)],
                    PortsAreKnown = allKnown && service["extends"] is null && service["network_mode"] is not ScalarNode { Text: "host" },
                    DependsOn = [.. dependsOn.Select(dependency => dependency.Value)],
                    Build = build,
                },
                entry.Key.Span,
                published,
                dependsOn
            );
    }

    /// <summary>The names in the short form (a list) or the long form (keys with conditions).</summary>
    private ImmutableArray<Located<string>> DependsOn(Node? node)
    {
        switch (node)
        {
            case null or ScalarNode { IsNull: true }:
                return [];
            case ListNode list:
                return [.. list.Items.OfType<ScalarNode>().Select(name => new Located<string>(name.Text, name.Span))];
            case MapNode map:
                return [.. map.Entries.Select(entry => new Located<string>(entry.Key.Text, entry.Key.Span))];
            default:
                findings.Add(new Diagnostic(StackErrors.ComposeShape, "depends_on must be a list of services", node.Span));
                return [];
        }
    }
}
