using Phoenix.Lab.Firewall;

namespace Phoenix.Lab.Tests.Firewall;

/// <summary>The namespaces that stand for the ends of packets.</summary>
internal interface IScratchEnds
{
    NetworkNamespace Of(PacketEnd end);
}
