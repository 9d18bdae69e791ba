using System.Collections.Immutable;
using System.Net;
using System.Text.Json;
using Phoenix.Lab.Firewall;
using Phoenix.Lab.Runtime;
using Phoenix.Testing;
using Phoenix.Topology;

namespace Phoenix.Lab.Tests.Firewall;

/// <summary>A configuration of the recordings: the files and guests it was made with.</summary>
internal sealed record RecordedConfig(string Name, FirewallFiles Files, ImmutableArray<GuestDefinition> Guests, bool Corosync)
{
    public FirewallModel Compile() =>
        FirewallModel.Compile(Files, Guests, RecordedVerdicts.Node(Corosync), (vmid, index) => $"veth{vmid}i{index}");
}

/// <summary>A packet that was really sent on a real node, and what came of it.</summary>
internal sealed record RecordedPacket(RecordedConfig Config, Packet Packet, string Verdict, string? RuleAction, string Note, string Line)
{
    public bool IsCrafted { get; init; }
}

/// <summary>The recorded verdicts of a real node's firewall: shared material, never copied into the repository.</summary>
internal static class RecordedVerdicts
{
    public static FirewallNode Node(bool corosync) =>
        new()
        {
            Bridge = "vmbr0",
            LocalNetwork = IPNetwork.Parse("10.10.10.0/24"),
            CorosyncLinks = corosync ? [new(IPAddress.Parse("10.10.10.2"), IPAddress.Parse("10.10.10.50"))] : [],
        };

    public static IEnumerable<RecordedPacket> Read()
    {
        RecordedConfig? config = null;
        var guests = ImmutableArray<GuestDefinition>.Empty;
        foreach (var line in File.ReadLines(SharedMaterial.SkipUnlessPresent("proxmox/firewall_verdicts.jsonl")))
        {
            using var document = JsonDocument.Parse(line);
            var entry = document.RootElement;
            if (entry.TryGetProperty("files", out var files))
            {
                guests = entry.TryGetProperty("containers", out var containers) ? Guests(containers) : guests;
                config = new(Text(entry, "config")!, Files(files), guests, entry.TryGetProperty("corosync", out _));
            }
            else if (Text(entry, "by") == "packets" && entry.TryGetProperty("from", out _))
            {
                yield return Recorded(config!, entry, line);
            }
        }
    }

    private static RecordedPacket Recorded(RecordedConfig config, JsonElement entry, string line) =>
        new(
            config,
            Untracked(PacketOf(entry), Text(entry, "note")),
            Text(entry, "verdict")!,
            Text(entry, "rule_action"),
            Text(entry, "note") ?? "",
            line
        )
        {
            IsCrafted = entry.TryGetProperty("crafted", out _),
        };

    /// <summary>
    /// Connections that tracking does not know: opened while the cluster's switch was off, or forgotten by a flush. Their next packet is a lone
    /// ACK that counts as new; the recording gives it the state its sender believes in, and port 80 whatever the connection's port was.
    /// </summary>
    private static Packet Untracked(Packet packet, string? note) =>
        note switch
        {
            "port allowed" => packet with { State = ConnectionState.New, Flags = TcpFlags.Ack, DestinationPort = 80 },
            "port not allowed" => packet with { State = ConnectionState.New, Flags = TcpFlags.Ack, DestinationPort = 81 },
            "outgoing, policy_out DROP" => packet with { State = ConnectionState.New, Flags = TcpFlags.Ack, DestinationPort = 82 },
            not null when note.Contains("conntrack table was flushed", StringComparison.Ordinal) => packet with
            {
                State = ConnectionState.New,
                Flags = TcpFlags.Ack,
            },
            _ => packet,
        };

    private static Packet PacketOf(JsonElement entry)
    {
        var protocol = Text(entry, "protocol")!;
        var v6 = entry.GetProperty("ipversion").GetInt32() == 6;
        var packet = new Packet(End(Text(entry, "from")!), End(Text(entry, "to")!))
        {
            Source = IPAddress.Parse(Text(entry, "source") ?? "10.10.10.91"),
            Destination = IPAddress.Parse(Text(entry, "dest") ?? "10.10.10.50"),
            EtherType =
                protocol == "arp" ? Packet.Arp
                : protocol == "ether" ? entry.GetProperty("type").GetInt32()
                : Packet.IPv4,
            Protocol = protocol is "arp" or "ether" ? 0 : ProtocolNames.NumberOf(protocol)!.Value,
            SourcePort = Number(entry, "sport") ?? 40000,
            DestinationPort = Number(entry, "dport") ?? 0,
            IcmpType = Number(entry, "type") ?? (v6 ? 128 : 8),
            IcmpCode = Number(entry, "code") ?? 0,
            Flags = Flags(Text(entry, "tcp_flags")),
            SourceMac = Text(entry, "source_mac"),
        };
        return packet with { State = StateOf(packet, Text(entry, "state")!) };
    }

    /// <summary>What the kernel's connection tracking makes of a packet: what is recorded, and for a packet without a connection what follows from its kind.</summary>
    private static ConnectionState StateOf(Packet packet, string recorded)
    {
        const TcpFlags noted = TcpFlags.Syn | TcpFlags.Fin | TcpFlags.Rst | TcpFlags.Ack;
        return recorded is "ESTABLISHED" or "RELATED" ? ConnectionState.Established
            : packet.Protocol == ProtocolNames.Tcp && (packet.Flags & noted) is not (TcpFlags.Syn or TcpFlags.Ack) ? ConnectionState.Invalid
            : packet is { Protocol: ProtocolNames.Icmp, IcmpType: 0 or 3 or 11 or 14 or 18 } ? ConnectionState.Invalid
            : packet is { Protocol: ProtocolNames.IcmpV6, IcmpType: 1 or 2 or 3 or 129 } ? ConnectionState.Invalid
            : ConnectionState.New;
    }

    private static TcpFlags Flags(string? letters) =>
        letters is null or "N"
            ? letters is null
                ? TcpFlags.Syn
                : TcpFlags.None
            : letters.Aggregate(
                TcpFlags.None,
                (flags, letter) =>
                    flags
                    | letter switch
                    {
                        'S' => TcpFlags.Syn,
                        'A' => TcpFlags.Ack,
                        'F' => TcpFlags.Fin,
                        'R' => TcpFlags.Rst,
                        'P' => TcpFlags.Psh,
                        'U' => TcpFlags.Urg,
                        _ => throw new FormatException($"flag {letter}"),
                    }
            );

    private static PacketEnd End(string name) =>
        name switch
        {
            "host" => new PacketEnd.Host(),
            "outside" => new PacketEnd.Outside(),
            _ => new PacketEnd.OfGuest(int.Parse(name[2..])),
        };

    private static FirewallFiles Files(JsonElement files)
    {
        string TextOf(string name) => Text(files, name) ?? "";
        return new(
            TextOf("cluster.fw"),
            TextOf("host.fw"),
            files
                .EnumerateObject()
                .Where(file => char.IsAsciiDigit(file.Name[0]))
                .ToImmutableSortedDictionary(file => int.Parse(file.Name.Split('.')[0]), file => file.Value.GetString() ?? "")
        );
    }

    private static ImmutableArray<GuestDefinition> Guests(JsonElement containers) =>
        [.. containers.EnumerateObject().Where(guest => guest.Name.All(char.IsAsciiDigit)).Select(Guest)];

    private static GuestDefinition Guest(JsonProperty guest)
    {
        var net = guest
            .Value.GetProperty("net0")
            .GetString()!
            .Split(',')
            .Select(pair => pair.Split('=', 2))
            .ToDictionary(pair => pair[0], pair => pair[1]);
        return new()
        {
            Vmid = int.Parse(guest.Name),
            Kind = GuestKind.Container,
            HostName = $"ct{guest.Name}",
            BaseImage = "none",
            Interfaces =
            [
                new()
                {
                    Index = 0,
                    Name = net["name"],
                    Bridge = net["bridge"],
                    HardwareAddress = net["hwaddr"],
                    Address = net.GetValueOrDefault("ip"),
                    Address6 = net.GetValueOrDefault("ip6"),
                    Firewall = net["firewall"] == "1",
                },
            ],
        };
    }

    private static string? Text(JsonElement entry, string name) => entry.TryGetProperty(name, out var value) ? value.GetString() : null;

    private static int? Number(JsonElement entry, string name) => entry.TryGetProperty(name, out var value) ? value.GetInt32() : null;
}
