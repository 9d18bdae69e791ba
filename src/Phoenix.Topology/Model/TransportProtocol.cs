namespace Phoenix.Topology;

/// <summary>A transport protocol that a flow uses.</summary>
public enum TransportProtocol
{
    /// <summary>TCP.</summary>
    Tcp,

    /// <summary>UDP.</summary>
    Udp,
}
