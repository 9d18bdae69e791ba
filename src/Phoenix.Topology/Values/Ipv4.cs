using System.Buffers.Binary;
using System.Net;

namespace Phoenix.Topology;

/// <summary>Arithmetic on IPv4 addresses.</summary>
internal static class Ipv4
{
    public static uint Number(IPAddress address)
    {
        Span<byte> bytes = stackalloc byte[4];
        return address.TryWriteBytes(bytes, out var written) && written == 4
            ? BinaryPrimitives.ReadUInt32BigEndian(bytes)
            : throw new ArgumentException("not an IPv4 address", nameof(address));
    }

    public static IPAddress Address(uint number)
    {
        Span<byte> bytes = stackalloc byte[4];
        BinaryPrimitives.WriteUInt32BigEndian(bytes, number);
        return new IPAddress(bytes);
    }

    /// <summary>The leading ones of a prefix from 0 to 32.</summary>
    public static uint Mask(int prefix) => prefix == 0 ? 0 : uint.MaxValue << (32 - prefix);

    /// <summary>The last address of a network.</summary>
    public static IPAddress Broadcast(IPNetwork network) => Address(Number(network.BaseAddress) | ~Mask(network.PrefixLength));
}
