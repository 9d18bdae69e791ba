using System.Collections.Immutable;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Phoenix.Lab.Api;
using Phoenix.Lab.Firewall;
using Phoenix.Lab.Images;
using Phoenix.Lab.Network;
using Phoenix.Lab.Pct;
using Phoenix.Lab.Runtime;
using Phoenix.Topology;

namespace Phoenix.Lab.Daemon;

/// <summary>The node's API in the daemon: inside the lab on the host's address, port 8006, and on the machine's loopback; and what pct asks of it.</summary>
internal sealed class NodeService : INodeContainers, IAsyncDisposable
{
    private const int Port = 8006;
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    // What the templates weigh in the list; the lab makes them itself.
    private static readonly long TemplateSize = ByteSize.FromMebibytes(120).Bytes;
    private readonly NodeApi _api;
    private readonly IGuestRuntime _guests;
    private readonly Socket _inside;

    private NodeService(NodeApi api, IGuestRuntime guests, Socket inside, LabSettings settings, IPEndPoint loopback)
    {
        (_api, _guests, _inside) = (api, guests, inside);
        Access = new LabApiAccess($"https://{loopback}", _api.Token, _api.Secret.Reveal(), _api.Fingerprint, settings.Node);
        AccessFromHost = Access with { Url = $"https://{settings.Network.Host}:{Port}" };
    }

    /// <summary>How it is reached from the machine.</summary>
    public LabApiAccess Access { get; }

    /// <summary>How it is reached from the lab's host.</summary>
    public LabApiAccess AccessFromHost { get; }

    /// <summary>Starts serving.</summary>
    public static async Task<NodeService> StartAsync(
        LabSettings settings,
        LabDirectories directories,
        LabNetwork network,
        LxcGuestRuntime guests,
        TimeProvider time,
        CancellationToken cancel
    )
    {
        var plan = settings.Network;
        var inside = network.Sockets.Listen(new IPEndPoint(plan.Host, Port));
        var loopback = await LoopbackAsync(directories, cancel);
        var options = new NodeApiOptions
        {
            NodeName = settings.Node,
            StorageRoot = directories.Storage,
            StateDirectory = directories.Node,
            ListenHandles = [(ulong)inside.Handle],
            Listen = [loopback],
            PublicUrl = $"https://{plan.Host}:{Port}",
            CertificateNames = [plan.Host.ToString()],
            Bridges = [plan.Bridge],
            NameServers = [.. MachineResolvers.Read()],
            Images =
            [
                new BaseImageOffer("vztmpl/debian-13-standard_13.1-2_amd64.tar.zst", BaseImages.Debian, "debian", TemplateSize),
                new BaseImageOffer("import/debian-13-genericcloud-amd64.qcow2", BaseImages.Cloud, "l26", TemplateSize),
            ],
        };
        var firewall = new NftFirewallEnforcer(
            network,
            new FirewallNode
            {
                Bridge = plan.Bridge,
                LocalNetwork = plan.Subnet,
                GatewayAddresses = [plan.Gateway],
            }
        );
        var api = await NodeApi.StartAsync(options, guests, firewall, new HostFiles(guests), time, cancel);
        return new NodeService(api, guests, inside, settings, loopback);
    }

    /// <inheritdoc />
    public Task<ImmutableArray<NodeContainer>> ListAsync(CancellationToken cancel) =>
        Task.FromResult<ImmutableArray<NodeContainer>>([
            .. _api
                .Guests.Where(guest => guest.Kind == GuestKind.Container)
                .Select(guest => new NodeContainer(guest.Vmid, guest.HostName, LockOf(_api.ConfigurationOf(guest.Vmid)))),
        ]);

    /// <inheritdoc />
    public Task<string?> ConfigAsync(int vmid, CancellationToken cancel) =>
        Task.FromResult(Find(vmid) is null ? null : _api.ConfigurationOf(vmid));

    /// <inheritdoc />
    public async Task StartAsync(int vmid, CancellationToken cancel)
    {
        if (await _guests.ProcessAsync(vmid, cancel) is not null)
        {
            throw new PhoenixException(LabErrors.GuestState, $"CT {vmid} already running");
        }

        await _guests.StartAsync(Find(vmid)!, cancel);
    }

    /// <inheritdoc />
    public Task StopAsync(int vmid, CancellationToken cancel) => _guests.StopAsync(vmid, cancel);

    /// <inheritdoc />
    public async Task ShutdownAsync(int vmid, CancellationToken cancel)
    {
        if (!await _guests.ShutdownAsync(vmid, Patience, cancel))
        {
            throw new PhoenixException(LabErrors.GuestState, $"the container {vmid} still runs");
        }
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        await _api.DisposeAsync();
        _inside.Dispose();
    }

    private GuestDefinition? Find(int vmid) => _api.Guests.FirstOrDefault(guest => guest.Vmid == vmid && guest.Kind == GuestKind.Container);

    private static string? LockOf(string? configuration) =>
        configuration?.Split('\n').FirstOrDefault(line => line.StartsWith("lock: ", StringComparison.Ordinal))?["lock: ".Length..];

    // The same port as before a crash, so that clients of the lab go on; any free one when it is taken.
    private static async Task<IPEndPoint> LoopbackAsync(LabDirectories directories, CancellationToken cancel)
    {
        var file = Path.Combine(directories.Root, "api.port");
        var wanted = File.Exists(file) ? int.Parse(await File.ReadAllTextAsync(file, cancel), CultureInfo.InvariantCulture) : 0;
        var free = TryBind(wanted) ?? TryBind(0)!;
        await File.WriteAllTextAsync(file, free.Port.ToString(CultureInfo.InvariantCulture), cancel);
        return free;
    }

    private static IPEndPoint? TryBind(int port)
    {
        try
        {
            using var trial = new Socket(System.Net.Sockets.AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
            trial.Bind(new IPEndPoint(IPAddress.Loopback, port));
            return (IPEndPoint)trial.LocalEndPoint!;
        }
        catch (SocketException)
        {
            return null;
        }
    }
}
