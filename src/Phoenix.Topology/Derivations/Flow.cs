using System.Net;

namespace Phoenix.Topology;

/// <summary>Traffic that the platform needs: who opens a connection to whom, on which port, and why. The firewall is compiled from flows.</summary>
public sealed record Flow(FlowEnd From, FlowEnd To, TransportProtocol Protocol, int Port, string Why);

/// <summary>One end of a <see cref="Flow"/>.</summary>
public abstract record FlowEnd
{
    private FlowEnd() { }

    /// <summary>A guest of the platform.</summary>
    public sealed record OfGuest(string Name) : FlowEnd;

    /// <summary>The Proxmox host itself.</summary>
    public sealed record Host : FlowEnd;

    /// <summary>Every guest of the platform.</summary>
    public sealed record AllGuests : FlowEnd;

    /// <summary>Anything outside the platform: the LAN and beyond.</summary>
    public sealed record Outside : FlowEnd;

    /// <summary>A network outside the platform.</summary>
    public sealed record OfNetwork(IPNetwork Network) : FlowEnd;
}
