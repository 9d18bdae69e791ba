using System.Collections.Immutable;
using System.Net;
using System.Net.NetworkInformation;
using System.Net.Sockets;
using Phoenix.Lab.Images;

namespace Phoenix.Lab.Network;

/// <summary>Finds what guests need of the machine itself: its resolvers, and mirrors and proxies of packages that run on it. Everything else of the machine is closed to them.</summary>
internal static class MachineServices
{
    private const int Dns = 53;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);
    private static readonly IPNetwork LinkLocal = IPNetwork.Parse("169.254.0.0/16");

    /// <summary>Asks the machine.</summary>
    public static async Task<ImmutableArray<MachineService>> ReadAsync(CancellationToken cancel)
    {
        var own = NetworkInterface
            .GetAllNetworkInterfaces()
            .SelectMany(port => port.GetIPProperties().UnicastAddresses)
            .Select(address => address.Address)
            .ToImmutableHashSet();
        var apt = await AptSettings.ReadAsync(cancel);
        var archives = await Task.WhenAll(apt.Places().Select(async place => (await AddressesAsync(place.Host, cancel), place.Port)));
        return Select(
            MachineResolvers.Read(),
            [.. archives.SelectMany(found => found.Item1.Select(address => (address, found.Port)))],
            own
        );
    }

    /// <summary>Of resolvers and archives those that are at an address of the machine or a link-local one, over IPv4 as the uplink is.</summary>
    internal static ImmutableArray<MachineService> Select(
        ImmutableArray<string> resolvers,
        ImmutableArray<(IPAddress Address, int Port)> archives,
        ImmutableHashSet<IPAddress> own
    ) =>
        [
            .. resolvers
                .Select(IPAddress.Parse)
                .Select(address => new MachineService(address, Dns, IsResolver: true))
                .Concat(archives.Select(archive => new MachineService(archive.Address, archive.Port, IsResolver: false)))
                .Where(service => service.Address.AddressFamily == AddressFamily.InterNetwork)
                .Where(service => own.Contains(service.Address) || LinkLocal.Contains(service.Address))
                .Distinct(),
        ];

    // A name that cannot be resolved now opens nothing; the machine cannot use it either.
    private static async Task<IPAddress[]> AddressesAsync(string host, CancellationToken cancel)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        patience.CancelAfter(Patience);
        try
        {
            return await System.Net.Dns.GetHostAddressesAsync(host, AddressFamily.InterNetwork, patience.Token);
        }
        catch (Exception unknown) when (unknown is SocketException or OperationCanceledException && !cancel.IsCancellationRequested)
        {
            return [];
        }
    }
}
