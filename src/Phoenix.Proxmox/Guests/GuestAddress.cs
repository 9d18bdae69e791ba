using System.Collections.Immutable;
using Phoenix.Proxmox.Transport;

namespace Phoenix.Proxmox.Guests;

/// <summary>An interface as seen inside a running guest.</summary>
/// <param name="Name">Its name there.</param>
/// <param name="HardwareAddress">MAC address, lower case; null when it has none.</param>
/// <param name="Addresses">Addresses with prefix, e.g. <c>10.0.0.10/24</c>, both families.</param>
public sealed record GuestAddress(string Name, string? HardwareAddress, ImmutableArray<string> Addresses)
{
    internal static GuestAddress From(Answer row) =>
        new(
            row.RequireText("name"),
            row["hardware-address"].Text ?? row["hwaddr"].Text,
            row["ip-addresses"].IsList
                ? row["ip-addresses"].Select(address => $"{address.RequireText("ip-address")}/{address["prefix"].Text}")
                : [.. new[] { row["inet"].Text, row["inet6"].Text }.OfType<string>()]
        );
}
