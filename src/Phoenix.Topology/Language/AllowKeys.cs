namespace Phoenix.Topology.Language;

/// <summary>The keys of <c>allow[]</c>.</summary>
internal static class AllowKeys
{
    public static readonly ChoiceShape<TransportProtocol> Protocols = new(
        "a protocol",
        [new("tcp", TransportProtocol.Tcp, "TCP"), new("udp", TransportProtocol.Udp, "UDP")]
    );

    public static readonly Key<WrittenNetwork> From = new("from", Shapes.Source, "The network or address that may connect.")
    {
        Required = true,
        Example = "192.168.1.0/24",
    };

    public static readonly Key<string> To = new("to", Shapes.Label, "The guest that is reached.")
    {
        Required = true,
        Example = "drphoenix",
    };

    public static readonly Key<int> Port = new("port", Shapes.Port, "The port that is reached.") { Required = true, Example = "5432" };

    public static readonly Key<TransportProtocol> Protocol = new("protocol", Protocols, "The protocol.")
    {
        Default = "tcp",
        Example = "udp",
    };

    public static readonly Key<string> Why = new("why", Shapes.Reason, "What for, in one line. It stands beside the rule in the firewall.")
    {
        Required = true,
        Example = "database from the office",
    };

    public static readonly Section Section = new(
        "allow[]",
        "Traffic that cannot be derived. Everything else follows from guests, stacks and routes.",
        [From, To, Port, Protocol, Why]
    );
}
