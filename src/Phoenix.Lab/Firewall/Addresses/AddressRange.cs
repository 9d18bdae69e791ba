using System.Buffers.Binary;
using System.Net;

namespace Phoenix.Lab.Firewall;

/// <summary>A run of addresses of one family as numbers, both ends included.</summary>
internal sealed record AddressRange(UInt128 First, UInt128 Last)
{
    public static UInt128 Number(IPAddress address)
    {
        Span<byte> bytes = stackalloc byte[16];
        address.TryWriteBytes(bytes, out var length);
        return length == 4 ? BinaryPrimitives.ReadUInt32BigEndian(bytes) : BinaryPrimitives.ReadUInt128BigEndian(bytes);
    }

    public static IPAddress Address(UInt128 number, AddressFamily family)
    {
        Span<byte> bytes = stackalloc byte[16];
        BinaryPrimitives.WriteUInt128BigEndian(bytes, number);
        return new IPAddress(family == AddressFamily.IPv4 ? bytes[12..] : bytes);
    }

    public static AddressRange Of(IPNetwork network)
    {
        var width = FamilyOf(network.BaseAddress) == AddressFamily.IPv4 ? 32 : 128;
        var first = Number(network.BaseAddress);
        var hosts = width == network.PrefixLength ? 0 : (UInt128.One << (width - network.PrefixLength - 1) << 1) - 1;
        return new(first, first + hosts);
    }

    public static UInt128 Highest(AddressFamily family) => family == AddressFamily.IPv4 ? uint.MaxValue : UInt128.MaxValue;

    public static AddressFamily FamilyOf(IPAddress address) =>
        address.AddressFamily == System.Net.Sockets.AddressFamily.InterNetwork ? AddressFamily.IPv4 : AddressFamily.IPv6;
}
