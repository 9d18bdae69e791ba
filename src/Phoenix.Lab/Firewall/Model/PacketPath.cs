using System.Collections.Immutable;

namespace Phoenix.Lab.Firewall;

/// <summary>The way of one packet through the chains: out of its sender, then into its receiver; both must let it pass.</summary>
internal sealed class PacketPath(FirewallModel model, Packet packet)
{
    private readonly GuestPort? sender = Port(model, packet.From);
    private readonly GuestPort? receiver = Port(model, packet.To);

    public FirewallVerdict Decide()
    {
        if (!model.IsEnabled || packet is { From: PacketEnd.Host, To: PacketEnd.Host })
        {
            return FirewallVerdict.Accepted;
        }

        if (packet.EtherType != Packet.IPv4)
        {
            return sender is null || MaySend(sender) ? FirewallVerdict.Accepted : FirewallVerdict.Dropped;
        }

        foreach (var stage in Stages())
        {
            if (stage() is { Seen: not FirewallAction.Accept } verdict)
            {
                return verdict;
            }
        }

        return FirewallVerdict.Accepted;
    }

    private IEnumerable<Func<FirewallVerdict>> Stages()
    {
        if (packet.From is PacketEnd.Host && model.HostOut is { } hostOut)
        {
            yield return () => Walk(hostOut);
        }

        if (IsForwarded)
        {
            yield return Tracked;
        }

        if (packet.State != ConnectionState.Established)
        {
            if (sender is not null)
            {
                yield return () => Walk(sender.Out);
            }

            if (receiver is not null)
            {
                yield return () => Walk(receiver.In);
            }
        }

        if (packet.To is PacketEnd.Host && model.HostIn is { } hostIn)
        {
            yield return () => Walk(hostIn);
        }
    }

    /// <summary>The packet crosses a bridge on its way: always between guests and the outside, and in the own bridge of a guarded interface.</summary>
    private bool IsForwarded =>
        sender is not null || receiver is not null || (packet.From is not PacketEnd.Host && packet.To is not PacketEnd.Host);

    private FirewallVerdict Tracked() =>
        packet.State == ConnectionState.Invalid && !model.AllowsInvalid ? FirewallVerdict.Dropped : FirewallVerdict.Accepted;

    private FirewallVerdict Walk(Chain chain)
    {
        var rule = Deciding(chain);
        if (rule.Action != ChainAction.Reject)
        {
            return rule.Action == ChainAction.Accept ? FirewallVerdict.Accepted : FirewallVerdict.Dropped;
        }

        var answer = Deciding(model.RejectChains.First(reject => reject.Name == chain.RejectChain));
        return new(answer.Action == ChainAction.Drop ? FirewallAction.Drop : FirewallAction.Reject, FirewallAction.Reject);
    }

    private ChainRule Deciding(Chain chain) =>
        chain.Rules.FirstOrDefault(rule => rule.Match.Matches(packet, sender is not null)) ?? new(Match.Everything, ChainAction.Accept);

    private bool MaySend(GuestPort port) =>
        (port.FrameMac is null || packet.SourceMac is null || packet.SourceMac.Equals(port.FrameMac, StringComparison.OrdinalIgnoreCase))
        && (packet.EtherType != Packet.Arp || port.ArpSources.IsEmpty || port.ArpSources.Contains(packet.Source));

    private static GuestPort? Port(FirewallModel model, PacketEnd end) =>
        end is PacketEnd.OfGuest guest
            ? model.Ports.FirstOrDefault(port => port.Vmid == guest.Vmid && port.Index == guest.Interface)
            : null;
}
