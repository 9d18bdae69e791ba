using System.Collections.Immutable;
using Phoenix.Topology.Reading;
using Phoenix.Topology.Yaml;

namespace Phoenix.Topology.Compose;

/// <summary>Reads the <c>ports</c> of a service, in the short and the long syntax.</summary>
internal sealed class PortsReader(Func<string, string?> valueOf, Findings findings)
{
    /// <summary>The published ports, and whether these are all: a variable without a value here could publish more.</summary>
    public (ImmutableArray<Located<PublishedPort>> Ports, bool AllKnown) Read(Node? node)
    {
        if (node is null or ScalarNode { IsNull: true })
        {
            return ([], true);
        }

        if (node is not ListNode list)
        {
            findings.Add(new Diagnostic(StackErrors.ComposeShape, "ports must be a list", node.Span));
            return ([], true);
        }

        var ports = ImmutableArray.CreateBuilder<Located<PublishedPort>>();
        var allKnown = true;
        foreach (var item in list.Items)
        {
            switch (One(item))
            {
                case Entry.Published published:
                    ports.Add(new Located<PublishedPort>(published.Port, item.Span));
                    break;
                case Entry.Unknown:
                    allKnown = false;
                    break;
            }
        }

        return (ports.ToImmutable(), allKnown);
    }

    private Entry One(Node item) =>
        item switch
        {
            ScalarNode scalar => Short(scalar),
            MapNode map => Long(map),
            _ => Bad(item, "a list is not a port"),
        };

    private Entry Short(ScalarNode scalar) =>
        Interpolation.Resolve(scalar.Text, valueOf) is not { } text ? new Entry.Unknown()
        : !PortSyntax.TryParse(text, out var published) ? Bad(scalar, $"{Shown.Quoted(text)} is not a port mapping")
        : published is null ? new Entry.ChosenByDocker()
        : new Entry.Published(published);

    private Entry Long(MapNode map)
    {
        if (map["published"] is not ScalarNode { IsNull: false } written)
        {
            return new Entry.ChosenByDocker();
        }

        if (Interpolation.Resolve(written.Text, valueOf) is not { } text)
        {
            return new Entry.Unknown();
        }

        var protocol = PortSyntax.ProtocolNamed((map["protocol"] as ScalarNode)?.Text ?? "tcp");
        if (PortSyntax.Range(text) is not var (first, last) || protocol is null)
        {
            return Bad(written, $"{Shown.Quoted(text)} is not a published port");
        }

        var address = PortSyntax.Address((map["host_ip"] as ScalarNode)?.Text);
        return new Entry.Published(new PublishedPort(PortSyntax.IsAny(address) ? null : address, first, last, protocol.Value));
    }

    private Entry.Unknown Bad(Node node, string message)
    {
        findings.Add(new Diagnostic(StackErrors.ComposeShape, message, node.Span) { Help = "write it as \"8080:80\"" });
        return new Entry.Unknown();
    }

    private abstract record Entry
    {
        public sealed record Published(PublishedPort Port) : Entry;

        public sealed record ChosenByDocker : Entry;

        public sealed record Unknown : Entry;
    }
}
