using System.Formats.Asn1;
using System.Net;
using System.Security.Cryptography.X509Certificates;
using Phoenix.Topology;

namespace Phoenix.Components.Certificates;

/// <summary>What a CA of the platform may sign for: names below its domain and addresses of its subnet, and nothing else (RFC 5280, 4.2.1.10).</summary>
public static class NameConstraints
{
    /// <summary>The extension's object identifier.</summary>
    public const string Oid = "2.5.29.30";

    private static readonly Asn1Tag PermittedSubtrees = new(TagClass.ContextSpecific, 0, isConstructed: true);
    private static readonly Asn1Tag DnsName = new(TagClass.ContextSpecific, 2);
    private static readonly Asn1Tag IpAddress = new(TagClass.ContextSpecific, 7);

    /// <summary>The critical extension of a platform: the same platform gives the same bytes.</summary>
    public static X509Extension For(Platform platform)
    {
        var writer = new AsnWriter(AsnEncodingRules.DER);
        using (writer.PushSequence())
        using (writer.PushSequence(PermittedSubtrees))
        {
            // A DNS subtree holds the name itself and everything below it.
            using (writer.PushSequence())
            {
                writer.WriteCharacterString(UniversalTagNumber.IA5String, platform.Domain, DnsName);
            }

            using (writer.PushSequence())
            {
                writer.WriteOctetString(AddressAndMask(platform.Network.Subnet), IpAddress);
            }
        }

        return new X509Extension(Oid, writer.Encode(), critical: true);
    }

    /// <summary>Whether a CA certificate is constrained exactly to that platform.</summary>
    public static bool Hold(X509Certificate2 authority, Platform platform) =>
        authority.Extensions.FirstOrDefault(extension => extension.Oid?.Value == Oid) is { Critical: true } found
        && found.RawData.AsSpan().SequenceEqual(For(platform).RawData);

    private static byte[] AddressAndMask(IPNetwork subnet)
    {
        var address = subnet.BaseAddress.GetAddressBytes();
        var mask = new byte[address.Length];
        for (var bit = 0; bit < subnet.PrefixLength; bit++)
        {
            mask[bit / 8] |= (byte)(0x80 >> (bit % 8));
        }

        return [.. address, .. mask];
    }
}
