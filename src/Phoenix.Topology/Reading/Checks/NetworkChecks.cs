using System.Collections.Immutable;
using System.Net;
using Phoenix.Topology.Language;

namespace Phoenix.Topology.Reading.Checks;

/// <summary>The subnet, and the addresses in it.</summary>
internal static class NetworkChecks
{
    private const int LargestSubnet = 8;
    private const int SmallestSubnet = 29;

    /// <summary>Networks that are not for hosts (RFC 6890).</summary>
    private static readonly ImmutableArray<ReservedNetwork> Reserved =
    [
        new(IPNetwork.Parse("0.0.0.0/8"), "means this network"),
        new(IPNetwork.Parse("127.0.0.0/8"), "is loopback"),
        new(IPNetwork.Parse("169.254.0.0/16"), "is link-local"),
        new(IPNetwork.Parse("224.0.0.0/3"), "is multicast or reserved"),
    ];

    public static IEnumerable<Diagnostic> Of(PlatformDraft draft) =>
        [.. Subnet(draft.Network?.Subnet), .. Own(draft.Network), .. Forwarders(draft.Network), .. Guests(draft), .. Duplicates(draft)];

    private static IEnumerable<Diagnostic> Subnet(Located<WrittenNetwork>? subnet)
    {
        if (subnet is { Value.HasHostBits: true })
        {
            yield return new Diagnostic(NetworkErrors.HostBits, $"{subnet.Value} has host bits set", subnet.Span)
            {
                Note = $"ends in zeros beyond {subnet.Value.Prefix} bits",
                Help = $"write {subnet.Value.Network}",
            };
        }

        if (subnet is not null && !HasRoom(subnet))
        {
            yield return new Diagnostic(
                NetworkErrors.SubnetSize,
                $"a subnet of /{subnet.Value.Prefix} does not fit a platform",
                subnet.Span
            )
            {
                Note = $"a prefix from {LargestSubnet} to {SmallestSubnet}",
            };
        }
        else if (subnet is not null && ReservedFor(subnet) is { } at)
        {
            yield return new Diagnostic(NetworkErrors.ReservedSubnet, $"{subnet.Value} is not a network for hosts", subnet.Span)
            {
                Note = $"{at.Network} {at.Meaning}",
            };
        }
    }

    private static bool Overlap(IPNetwork one, IPNetwork other) => one.Contains(other.BaseAddress) || other.Contains(one.BaseAddress);

    /// <summary>The host itself would ask itself; the rest is no single host.</summary>
    private static IEnumerable<Diagnostic> Forwarders(NetworkDraft? network)
    {
        var first = new Dictionary<IPAddress, SourceSpan>();
        foreach (var forwarder in network?.Forwarders ?? [])
        {
            var address = forwarder.Value;
            var wrong =
                address.Equals(network!.Host?.Value) ? "it is the host itself"
                : network.Subnet is { } subnet && Fits(subnet) && address.Equals(Ipv4.Broadcast(subnet.Value.Network))
                    ? "it is the broadcast address"
                : Ipv4.Number(address) >> 24 is 0 or >= 224 ? "it is no host"
                : !first.TryAdd(address, forwarder.Span) ? $"it stands there already, line {first[address].Line}"
                : null;
            if (wrong is not null)
            {
                yield return new Diagnostic(NetworkErrors.NotAResolver, $"{address} cannot be forwarded to", forwarder.Span)
                {
                    Note = wrong,
                };
            }
        }
    }

    /// <summary>In a subnet that is none every address would be reported besides.</summary>
    private static bool Fits(Located<WrittenNetwork> subnet) => HasRoom(subnet) && ReservedFor(subnet) is null;

    private static bool HasRoom(Located<WrittenNetwork> subnet) => subnet.Value.Prefix is >= LargestSubnet and <= SmallestSubnet;

    private static ReservedNetwork? ReservedFor(Located<WrittenNetwork> subnet) =>
        Reserved.FirstOrDefault(reserved => Overlap(reserved.Network, subnet.Value.Network));

    private static IEnumerable<Diagnostic> Own(NetworkDraft? network)
    {
        if (network?.Subnet is not { } subnet || !Fits(subnet))
        {
            yield break;
        }

        foreach (var address in new[] { network.Host, network.Gateway }.OfType<Located<IPAddress>>())
        {
            if (Misplaced(address, subnet.Value.Network) is { } misplaced)
            {
                yield return misplaced;
            }
        }
    }

    private static IEnumerable<Diagnostic> Guests(PlatformDraft draft)
    {
        if (draft.Network is not { } network)
        {
            yield break;
        }

        foreach (var address in draft.Guests.Select(guest => guest.Address).OfType<Located<IPAddress>>())
        {
            if (network.Subnet is { } subnet && Fits(subnet) && Misplaced(address, subnet.Value.Network) is { } misplaced)
            {
                yield return misplaced with
                {
                    Help = misplaced.Help ?? FreeAddress.Help(draft),
                };
            }
            else if (Taken(address, network) is var (holder, at))
            {
                yield return new Diagnostic(NetworkErrors.AddressTaken, $"{address.Value} is taken", address.Span)
                {
                    Note = $"it is the {holder}'s, line {at.Line}",
                    Related = at,
                    Help = FreeAddress.Help(draft),
                };
            }
        }
    }

    private static (string Holder, SourceSpan At)? Taken(Located<IPAddress> address, NetworkDraft network) =>
        address.Value.Equals(network.Host?.Value) ? ("host", network.Host!.Span)
        : address.Value.Equals(network.Gateway?.Value) ? ("gateway", network.Gateway!.Span)
        : null;

    private static Diagnostic? Misplaced(Located<IPAddress> address, IPNetwork subnet) =>
        !subnet.Contains(address.Value)
            ? new Diagnostic(NetworkErrors.OutsideSubnet, $"{address.Value} is outside the subnet", address.Span)
            {
                Note = $"not in {subnet}",
            }
        : address.Value.Equals(subnet.BaseAddress)
            ? new Diagnostic(NetworkErrors.AddressTaken, $"{address.Value} is the network's own address", address.Span)
        : address.Value.Equals(Ipv4.Broadcast(subnet))
            ? new Diagnostic(NetworkErrors.AddressTaken, $"{address.Value} is the broadcast address", address.Span)
        : null;

    private static IEnumerable<Diagnostic> Duplicates(PlatformDraft draft) =>
        from guest in draft.Guests
        where guest.Address is not null
        group guest by guest.Address!.Value into same
        let holder = same.First()
        from second in same.Skip(1)
        select new Diagnostic(
            GuestErrors.DuplicateAddress,
            $"{holder.Name.Value} and {second.Name.Value} have the same address",
            second.Address!.Span
        )
        {
            Note = $"{same.Key} is {holder.Name.Value}'s, line {holder.Address!.Span.Line}",
            Related = holder.Address!.Span,
            Help = FreeAddress.Help(draft),
        };

    private sealed record ReservedNetwork(IPNetwork Network, string Meaning);
}
