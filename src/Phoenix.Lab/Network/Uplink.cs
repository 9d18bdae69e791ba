using System.Buffers.Binary;
using System.Globalization;
using System.Net;

namespace Phoenix.Lab.Network;

/// <summary>The link between the machine and a lab: a veth with a /30 of the shared address space of RFC 6598, which no LAN uses.</summary>
/// <param name="Number">Which /30 of 100.64.0.0/10, from 0.</param>
public sealed record Uplink(int Number)
{
    /// <summary>The end inside the lab.</summary>
    public const string InsideName = "uplink0";

    /// <summary>How the ends on the machine begin.</summary>
    public const string MachinePrefix = "phx";

    private const uint First = 0x64400000; // 100.64.0.0
    private const int Count = 1 << 20;

    /// <summary>The end on the machine.</summary>
    public string MachineName => MachinePrefix + Number.ToString(CultureInfo.InvariantCulture);

    /// <summary>The /30.</summary>
    public IPNetwork Network => new(At(0), 30);

    /// <summary>The machine's address on it.</summary>
    public IPAddress Machine => At(1);

    /// <summary>The lab's address on it: where the outside reaches the lab.</summary>
    public IPAddress Inside => At(2);

    /// <summary>The first uplink that overlaps nothing the machine already uses.</summary>
    /// <exception cref="InvalidOperationException">All of 100.64.0.0/10 is in use.</exception>
    public static Uplink Free(IReadOnlyCollection<IPNetwork> taken, IReadOnlyCollection<int> numbers)
    {
        for (var number = 0; number < Count; number++)
        {
            var uplink = new Uplink(number);
            if (!numbers.Contains(number) && !taken.Any(other => Overlap(other, uplink.Network)))
            {
                return uplink;
            }
        }

        throw new InvalidOperationException("no /30 of 100.64.0.0/10 is free");
    }

    private static bool Overlap(IPNetwork one, IPNetwork other) =>
        one.BaseAddress.AddressFamily == other.BaseAddress.AddressFamily
        && (one.Contains(other.BaseAddress) || other.Contains(one.BaseAddress));

    private IPAddress At(uint host)
    {
        Span<byte> bytes = stackalloc byte[4];
        BinaryPrimitives.WriteUInt32BigEndian(bytes, First + ((uint)Number * 4) + host);
        return new IPAddress(bytes);
    }
}
