using System.Buffers.Binary;
using System.Collections.Immutable;
using System.Globalization;
using System.Net;
using System.Numerics;

namespace Phoenix.Lab.Network;

/// <summary>Networks that the machine has a route to, the default route left out; read from the kernel's table.</summary>
internal static class MachineRoutes
{
    /// <summary>Parses <c>/proc/net/route</c>: destination and mask are little-endian hex words.</summary>
    public static ImmutableArray<IPNetwork> Parse(string table) =>
        [
            .. table
                .Split('\n')
                .Skip(1)
                .Select(line => line.Split('\t', StringSplitOptions.TrimEntries))
                .Where(fields => fields.Length > 7)
                .Select(fields => (Destination: Word(fields[1]), Mask: Word(fields[7])))
                .Where(route => route.Mask != 0)
                .Select(route => new IPNetwork(Address(route.Destination & route.Mask), BitOperations.PopCount(route.Mask))),
        ];

    private static uint Word(string hex) =>
        BinaryPrimitives.ReverseEndianness(uint.Parse(hex, NumberStyles.HexNumber, CultureInfo.InvariantCulture));

    private static IPAddress Address(uint value)
    {
        Span<byte> bytes = stackalloc byte[4];
        BinaryPrimitives.WriteUInt32BigEndian(bytes, value);
        return new IPAddress(bytes);
    }
}
