using System.Buffers.Binary;
using System.Collections.Immutable;
using System.Net;
using System.Text;

namespace Phoenix.Components.Dnsmasq;

/// <summary>Types of records that Phoenix asks for.</summary>
public enum DnsType
{
    /// <summary>An IPv4 address.</summary>
    A = 1,

    /// <summary>Text.</summary>
    Txt = 16,

    /// <summary>An IPv6 address.</summary>
    Aaaa = 28,
}

/// <summary>What a name server says to a question.</summary>
/// <param name="Code">The response code: 0 is NOERROR, 3 NXDOMAIN, 5 REFUSED.</param>
/// <param name="Addresses">The addresses in the answer.</param>
public sealed record DnsAnswer(int Code, ImmutableArray<IPAddress> Addresses)
{
    /// <summary>NOERROR.</summary>
    public const int NoError = 0;

    /// <summary>The name does not exist.</summary>
    public const int NoSuchName = 3;
}

/// <summary>Writes questions and reads answers of DNS over UDP (RFC 1035, section 4).</summary>
public static class DnsMessage
{
    private const int HeaderLength = 12;
    private const ushort Internet = 1;
    private const byte Pointer = 0xc0;

    /// <summary>A question for one name, with recursion desired.</summary>
    /// <exception cref="ArgumentException">The name has an empty label or one longer than 63 bytes.</exception>
    public static byte[] Question(ushort id, string name, DnsType type)
    {
        var message = new List<byte>([(byte)(id >> 8), (byte)id, 1, 0, 0, 1, 0, 0, 0, 0, 0, 0]);
        foreach (var label in name.TrimEnd('.').Split('.'))
        {
            var bytes = Encoding.ASCII.GetBytes(label);
            if (bytes.Length is 0 or > 63)
            {
                throw new ArgumentException($"'{name}' is not a name of DNS", nameof(name));
            }

            message.Add((byte)bytes.Length);
            message.AddRange(bytes);
        }

        return [.. message, 0, 0, (byte)type, 0, (byte)Internet];
    }

    /// <summary>The answer to the question of that id; null when the datagram is something else or broken.</summary>
    public static DnsAnswer? Answer(ushort id, ReadOnlySpan<byte> message)
    {
        if (message.Length < HeaderLength || Word(message, 0) != id || (message[2] & 0x80) == 0)
        {
            return null;
        }

        var at = HeaderLength;
        for (var questions = Word(message, 4); questions > 0; questions--)
        {
            at = AfterName(message, at) + 4;
        }

        var addresses = ImmutableArray.CreateBuilder<IPAddress>();
        for (var records = Word(message, 6); records > 0; records--)
        {
            at = AfterName(message, at);
            if (at + 10 > message.Length || at + 10 + Word(message, at + 8) > message.Length)
            {
                return null;
            }

            var data = message.Slice(at + 10, Word(message, at + 8));
            if (((DnsType)Word(message, at), data.Length) is (DnsType.A, 4) or (DnsType.Aaaa, 16))
            {
                addresses.Add(new IPAddress(data));
            }

            at += 10 + data.Length;
        }

        return new(message[3] & 0x0f, addresses.DrainToImmutable());
    }

    private static ushort Word(ReadOnlySpan<byte> message, int at) => BinaryPrimitives.ReadUInt16BigEndian(message[at..]);

    /// <summary>Where a name ends; past the message when it does not.</summary>
    private static int AfterName(ReadOnlySpan<byte> message, int at)
    {
        while (at < message.Length && message[at] != 0)
        {
            if ((message[at] & Pointer) == Pointer)
            {
                return at + 2;
            }

            at += message[at] + 1;
        }

        return at + 1;
    }
}
