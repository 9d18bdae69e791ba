namespace Phoenix.Topology.Reading.Checks;

/// <summary>An address that nobody has.</summary>
internal static class FreeAddress
{
    /// <summary>Names the first free address of the subnet; null when there is none or the subnet is unknown.</summary>
    public static string? Help(PlatformDraft draft)
    {
        if (draft.Network?.Subnet is not { } subnet)
        {
            return null;
        }

        var first = Ipv4.Number(subnet.Value.Network.BaseAddress) + 1;
        var last = Ipv4.Number(Ipv4.Broadcast(subnet.Value.Network)) - 1;
        var taken = draft
            .Guests.Select(guest => guest.Address)
            .Append(draft.Network.Host)
            .Append(draft.Network.Gateway)
            .Where(address => address is not null)
            .Select(address => Ipv4.Number(address!.Value))
            .Where(number => number >= first && number <= last)
            .ToHashSet();
        for (var number = first; number <= last; number++)
        {
            if (!taken.Contains(number))
            {
                return $"{Ipv4.Address(number)} is free";
            }
        }

        return null;
    }
}
