using System.Net;

namespace Phoenix.Topology.Language;

/// <summary>A network as written: host bits may be set, which <see cref="IPNetwork"/> would refuse without saying where.</summary>
internal sealed record WrittenNetwork(IPAddress Address, int Prefix)
{
    /// <summary>The network without host bits.</summary>
    public IPNetwork Network => new(Ipv4.Address(Ipv4.Number(Address) & Ipv4.Mask(Prefix)), Prefix);

    /// <summary>Whether bits beyond the prefix are set.</summary>
    public bool HasHostBits => (Ipv4.Number(Address) & ~Ipv4.Mask(Prefix)) != 0;

    public override string ToString() => $"{Address}/{Prefix}";
}
