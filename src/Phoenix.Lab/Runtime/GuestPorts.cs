using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Phoenix.Lab.Host;
using Phoenix.Lab.Network;

namespace Phoenix.Lab.Runtime;

/// <summary>The interfaces of running guests: seen, added, changed and taken away.</summary>
internal sealed class GuestPorts(LabNetwork network)
{
    /// <summary>What the guest of this init has.</summary>
    public static async Task<ImmutableArray<GuestInterface>> ListAsync(int init, CancellationToken cancel)
    {
        var result = await Machine.MustAsync(
            new MachineCommand(InGuest(init, ["ip", "-j", "addr", "show"])),
            "the guest's interfaces",
            cancel
        );
        return Parse(result.Text);
    }

    /// <summary>The interfaces in the output of <c>ip -j addr</c>.</summary>
    public static ImmutableArray<GuestInterface> Parse(string json) =>
        [
            .. JsonNode
                .Parse(json)!
                .AsArray()
                .OfType<JsonObject>()
                .Where(link => link["ifname"] is not null)
                .Select(link => new GuestInterface(
                    (string)link["ifname"]!,
                    (string?)link["address"] ?? "",
                    [
                        .. (link["addr_info"]?.AsArray() ?? [])
                            .OfType<JsonObject>()
                            .Select(address => $"{(string?)address["local"]}/{(int?)address["prefixlen"]}"),
                    ]
                )),
        ];

    /// <summary>Brings the interfaces of a running guest to its definition.</summary>
    public async Task ReplugAsync(GuestDefinition guest, int init, CancellationToken cancel)
    {
        var links = LabNetwork.Links((await MustAsync(network.InLab(["ip", "-o", "link", "show"]), "", cancel)));
        var present = (await ListAsync(init, cancel)).ToDictionary(port => port.Name, StringComparer.Ordinal);
        var wanted = guest.Interfaces.Select(port => GuestPort.NameOf(guest.Vmid, port.Index)).ToHashSet(StringComparer.Ordinal);
        foreach (var gone in links.Where(link => IsPortOf(link, guest.Vmid) && !wanted.Contains(link)))
        {
            await MustAsync(network.InLab(["ip", "link", "del", gone]), "", cancel);
        }

        foreach (var port in guest.Interfaces)
        {
            await PlugAsync(port, GuestPort.NameOf(guest.Vmid, port.Index), init, links, present, cancel);
        }
    }

    private static bool IsPortOf(string link, int vmid) => link.StartsWith(GuestPort.NameOf(vmid, 0)[..^1], StringComparison.Ordinal);

    private async Task PlugAsync(
        NetworkInterface port,
        string outside,
        int init,
        ImmutableHashSet<string> links,
        Dictionary<string, GuestInterface> present,
        CancellationToken cancel
    )
    {
        var same =
            present.TryGetValue(port.Name, out var seen)
            && string.Equals(seen.HardwareAddress, port.HardwareAddress, StringComparison.OrdinalIgnoreCase);
        if (links.Contains(outside) && !same)
        {
            await MustAsync(network.InLab(["ip", "link", "del", outside]), "", cancel);
        }

        if (!same)
        {
            var peer = "p" + outside;
            await MustAsync(
                network.InLab([
                    "ip",
                    "link",
                    "add",
                    outside,
                    "type",
                    "veth",
                    "peer",
                    "name",
                    peer,
                    "address",
                    port.HardwareAddress,
                    "netns",
                    Id(init),
                ]),
                "",
                cancel
            );
            await MustAsync(InGuest(init, ["ip", "link", "set", peer, "name", port.Name]), "", cancel);
        }

        await MustAsync(network.InLab(["ip", "link", "set", outside, "master", port.Bridge, port.LinkDown ? "down" : "up"]), "", cancel);
        await MustAsync(InGuest(init, ["ip", "-force", "-batch", "-"]), Addresses(port, seen), cancel);
    }

    /// <summary>The change of an interface's addresses, as a batch for ip: what stays is not touched, so that connections live.</summary>
    internal static string Addresses(NetworkInterface port, GuestInterface? seen)
    {
        var batch = new StringBuilder($"link set {port.Name} up\n");
        var wanted = new[] { LxcConfig.Static(port.Address), LxcConfig.Static(port.Address6) }
            .OfType<string>()
            .ToHashSet(StringComparer.Ordinal);
        foreach (
            var old in (seen?.Addresses ?? []).Where(address =>
                !wanted.Contains(address) && !address.StartsWith("fe80:", StringComparison.Ordinal)
            )
        )
        {
            batch.Append(CultureInfo.InvariantCulture, $"addr del {old} dev {port.Name}\n");
        }

        foreach (var address in wanted)
        {
            batch.Append(CultureInfo.InvariantCulture, $"addr replace {address} dev {port.Name}\n");
        }

        foreach (var gateway in new[] { port.Gateway, port.Gateway6 }.Where(gateway => !string.IsNullOrEmpty(gateway)))
        {
            batch.Append(CultureInfo.InvariantCulture, $"route replace default via {gateway} dev {port.Name}\n");
        }

        return batch.ToString();
    }

    private static ImmutableArray<string> InGuest(int init, ImmutableArray<string> command) =>
        ["nsenter", $"--net=/proc/{Id(init)}/ns/net", "--", .. command];

    private static string Id(int process) => process.ToString(CultureInfo.InvariantCulture);

    private static async Task<string> MustAsync(ImmutableArray<string> command, string input, CancellationToken cancel) =>
        (
            await Machine.MustAsync(new MachineCommand(command) { Input = Encoding.UTF8.GetBytes(input) }, "the guest's interfaces", cancel)
        ).Text;
}
