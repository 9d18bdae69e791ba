namespace Phoenix.Lab.Firewall;

/// <summary>The bridge family's part: frames from a port with a foreign MAC or a foreign address in ARP end here, the others learn their port numbers.</summary>
internal static class NftBridge
{
    // Before br_netfilter hands the packet to the inet family at priority 0.
    private const int Early = -200;

    public static string Render(FirewallModel model)
    {
        var table = new NftTable($"bridge {NftRuleset.BridgeTable}");
        for (var place = 0; place < model.Ports.Length; place++)
        {
            var port = model.Ports[place];
            table.Chain($"{port.Name}-from", [.. Filters(port), Mark(PacketMark.SenderMask, PacketMark.Sender(place))]);
            table.Chain($"{port.Name}-to", [Mark(PacketMark.ReceiverMask, PacketMark.Receiver(place))]);
        }

        table.Hook("prerouting", "prerouting", Early, Dispatch(model, "iifname", "from"));
        table.Hook("forward", "forward", Early, Dispatch(model, "oifname", "to"));
        return table.ToString();
    }

    /// <summary>IP is left to the inet family's chains, where DHCP may pass before the filters, as on the real node.</summary>
    private static IEnumerable<string> Filters(GuestPort port)
    {
        if (port.FrameMac is { } mac)
        {
            yield return $"ether type != {{ ip, ip6 }} ether saddr != {Nft.Mac(mac)} drop";
        }

        if (!port.ArpSources.IsEmpty)
        {
            yield return $"ether type arp arp saddr ip != {{ {string.Join(", ", port.ArpSources.Distinct())} }} drop";
        }
    }

    private static string Mark(uint mask, uint number) => $"meta mark set meta mark & {PacketMark.Hex(~mask)} | {PacketMark.Hex(number)}";

    private static IEnumerable<string> Dispatch(FirewallModel model, string key, string suffix) =>
        model.Ports.IsEmpty
            ? []
            :
            [
                $"{key} vmap {{ {string.Join(", ", model.Ports.Select(port => $"\"{Nft.Name(port.Name)}\" : goto {port.Name}-{suffix}"))} }}",
            ];
}
