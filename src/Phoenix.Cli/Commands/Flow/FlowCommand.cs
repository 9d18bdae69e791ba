using System.Collections.Immutable;
using System.CommandLine;
using Phoenix.Cli.Invocations;
using Phoenix.Cli.Platforms;
using Phoenix.Cli.Terminal;
using Phoenix.Topology;

namespace Phoenix.Cli.Commands;

/// <summary><c>phoenix flow ls</c>: the connections that the firewall lets through, with their reasons.</summary>
internal static class FlowCommand
{
    /// <summary>The command.</summary>
    public static Command Build(CommandRunner run)
    {
        var list = new Command("ls", "List every connection that the firewall lets through, and why.");
        run.Bind(list, List);
        return new Command("flow", "The connections of the platform.") { list };
    }

    private static int List(Invocation invocation)
    {
        var flows = Flows.For(PlatformLoader.Load(invocation));
        if (invocation.IsJson)
        {
            invocation.WriteJson(json =>
            {
                json.WriteStartArray("flows");
                foreach (var flow in flows)
                {
                    json.WriteStartObject();
                    json.WriteString("from", NameOf(flow.From));
                    json.WriteString("to", NameOf(flow.To));
                    json.WriteString("protocol", Protocol(flow));
                    json.WriteNumber("port", flow.Port);
                    json.WriteString("why", flow.Why);
                    json.WriteEndObject();
                }

                json.WriteEndArray();
            });
            return ExitCodes.Done;
        }

        invocation.Out.Write(Columns.Render([.. flows.Select(Row)]));
        return ExitCodes.Done;
    }

    private static ImmutableArray<Piece> Row(Flow flow) =>
        [
            new Piece(NameOf(flow.From)),
            new Piece("→ " + NameOf(flow.To)),
            new Piece($"{Protocol(flow)}/{flow.Port}", Tone.Accent),
            new Piece(flow.Why, Tone.Faint),
        ];

    private static string Protocol(Flow flow) => flow.Protocol == TransportProtocol.Udp ? "udp" : "tcp";

    private static string NameOf(FlowEnd end) =>
        end switch
        {
            FlowEnd.OfGuest guest => guest.Name,
            FlowEnd.Host => "host",
            FlowEnd.AllGuests => "all guests",
            FlowEnd.OfNetwork network => network.Network.ToString(),
            _ => "outside",
        };
}
