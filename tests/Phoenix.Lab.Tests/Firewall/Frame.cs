using System.Buffers.Binary;
using System.Net;
using Phoenix.Lab.Firewall;

namespace Phoenix.Lab.Tests.Firewall;

/// <summary>Builds an Ethernet frame byte by byte, so that its addresses may be anybody's.</summary>
internal static class Frame
{
    private const int Ethernet = 14;
    private const int Ip = 20;

    /// <summary>The frame of a packet, with a text that tells it from others.</summary>
    public static byte[] Of(Packet packet, string sourceMac, string destinationMac, byte[] text) =>
        [
            .. Mac(destinationMac),
            .. Mac(sourceMac),
            .. Word(packet.EtherType),
            .. packet.EtherType switch
            {
                Packet.Arp => [.. ArpRequest(packet, sourceMac), .. text],
                Packet.IPv4 => InternetPacket(packet, text),
                _ => text,
            },
        ];

    private static byte[] ArpRequest(Packet packet, string sourceMac) =>
        [
            0,
            1,
            8,
            0,
            6,
            4,
            0,
            1,
            .. Mac(sourceMac),
            .. packet.Source.GetAddressBytes(),
            .. new byte[6],
            .. packet.Destination.GetAddressBytes(),
        ];

    private static byte[] InternetPacket(Packet packet, byte[] text)
    {
        var payload = packet.Protocol switch
        {
            ProtocolNames.Tcp => Tcp(packet, text),
            ProtocolNames.Udp => Udp(packet, text),
            ProtocolNames.Icmp => Icmp(packet, text),
            _ => text,
        };
        byte[] header =
        [
            0x45,
            0,
            .. Word(Ip + payload.Length),
            0x12,
            0x34,
            0,
            0,
            64,
            (byte)packet.Protocol,
            0,
            0,
            .. packet.Source.GetAddressBytes(),
            .. packet.Destination.GetAddressBytes(),
        ];
        Word(Checksum(header)).CopyTo(header, 10);
        return [.. header, .. payload];
    }

    private static byte[] Udp(Packet packet, byte[] text) =>
        Checked(packet, [.. Ports(packet), .. Word(8 + text.Length), 0, 0, .. text], checksumAt: 6);

    private static byte[] Tcp(Packet packet, byte[] text) =>
        Checked(packet, [.. Ports(packet), 0, 0, 0, 1, 0, 0, 0, 0, 0x50, (byte)packet.Flags, 0x40, 0, 0, 0, 0, 0, .. text], checksumAt: 16);

    private static byte[] Icmp(Packet packet, byte[] text)
    {
        byte[] message = [(byte)packet.IcmpType, (byte)packet.IcmpCode, 0, 0, 0x11, 0x22, 0, 1, .. text];
        Word(Checksum(message)).CopyTo(message, 2);
        return message;
    }

    private static byte[] Ports(Packet packet) => [.. Word(packet.SourcePort), .. Word(packet.DestinationPort)];

    private static byte[] Checked(Packet packet, byte[] segment, int checksumAt)
    {
        byte[] pseudo =
        [
            .. packet.Source.GetAddressBytes(),
            .. packet.Destination.GetAddressBytes(),
            0,
            (byte)packet.Protocol,
            .. Word(segment.Length),
        ];
        Word(Checksum([.. pseudo, .. segment])).CopyTo(segment, checksumAt);
        return segment;
    }

    /// <summary>The checksum of the Internet (RFC 1071).</summary>
    private static int Checksum(byte[] bytes)
    {
        var sum = 0;
        for (var at = 0; at < bytes.Length; at += 2)
        {
            sum += (bytes[at] << 8) + (at + 1 < bytes.Length ? bytes[at + 1] : 0);
        }

        while (sum > 0xffff)
        {
            sum = (sum & 0xffff) + (sum >> 16);
        }

        return ~sum & 0xffff;
    }

    private static byte[] Mac(string mac) => Convert.FromHexString(mac.Replace(":", "", StringComparison.Ordinal));

    private static byte[] Word(int value)
    {
        var bytes = new byte[2];
        BinaryPrimitives.WriteUInt16BigEndian(bytes, (ushort)value);
        return bytes;
    }
}
