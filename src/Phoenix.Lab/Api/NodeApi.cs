using System.Collections.Immutable;
using System.Security.Cryptography;
using Phoenix.Lab.Api.Access;
using Phoenix.Lab.Api.Cluster;
using Phoenix.Lab.Api.Config;
using Phoenix.Lab.Api.Firewall;
using Phoenix.Lab.Api.Http;
using Phoenix.Lab.Api.Pools;
using Phoenix.Lab.Api.Storage;
using Phoenix.Lab.Api.Tasks;
using Phoenix.Lab.Firewall;
using Phoenix.Lab.Runtime;
using Phoenix.Topology;

namespace Phoenix.Lab.Api;

/// <summary>The Proxmox API of the lab's node, served over TLS. Its state is on disk: killed and started again it goes on.</summary>
public sealed class NodeApi : IAsyncDisposable
{
    private readonly NodeServices _node;
    private readonly NodeServer _server;
    private readonly NodeCertificate _certificate;

    private NodeApi(NodeServices node, NodeServer server, NodeCertificate certificate, Token token, EndpointTable endpoints)
    {
        _node = node;
        _server = server;
        _certificate = certificate;
        Endpoints = endpoints;
        Token = token.FullId;
        Secret = new Secret(token.Secret);
        Url = node.Options.PublicUrl ?? server.Address;
    }

    /// <summary>Where the API is, e.g. <c>https://10.0.0.13:8006</c>.</summary>
    public string Url { get; }

    /// <summary>The token made for Phoenix, <c>root@pam!phoenix</c>.</summary>
    public string Token { get; }

    /// <summary>The token's secret.</summary>
    public Secret Secret { get; }

    /// <summary>The certificate's sha256, <c>D3:55:...</c>.</summary>
    public string Fingerprint => _certificate.Fingerprint;

    /// <summary>Every guest as it is in force.</summary>
    public ImmutableArray<GuestDefinition> Guests => _node.Definitions();

    /// <summary>The tags of a guest, joined by semicolons as Proxmox keeps them; empty when it has none.</summary>
    public string TagsOf(int vmid) => _node.Guests.Find(vmid)?["tags"] ?? "";

    /// <summary>The text of a guest's configuration file, for <c>pct config</c>; null when there is no such guest.</summary>
    public string? ConfigurationOf(int vmid) => _node.Guests.Find(vmid) is { } config ? GuestConfigText.Write(config) : null;

    /// <summary>Frees a guest from a lock that was left behind, as <c>pct unlock</c> does.</summary>
    public void Unlock(int vmid)
    {
        if (_node.Guests.Find(vmid) is { } config)
        {
            _node.Guests.Save(vmid, config.Remove("lock"));
        }
    }

    /// <summary>What the node serves.</summary>
    internal EndpointTable Endpoints { get; }

    /// <summary>The node's tasks, for tests that wait for them.</summary>
    internal TaskRunner Tasks => _node.Tasks;

    /// <summary>Starts serving. Throws an <see cref="IOException"/> when an address is taken.</summary>
    public static async Task<NodeApi> StartAsync(
        NodeApiOptions options,
        IGuestRuntime runtime,
        IFirewallEnforcer enforcer,
        INodeFiles files,
        TimeProvider time,
        CancellationToken cancel
    )
    {
        var state = options.StateDirectory;
        var tokens = new TokenStore(state);
        var token = tokens.Find("root@pam", options.TokenName);
        if (token is null)
        {
            token = new Token("root@pam", options.TokenName, Guid.NewGuid().ToString()) { Separated = false };
            tokens.Put(token);
        }
        var node = new NodeServices(
            options,
            new GuestStore(state, options.NodeName, options.LockPatience, time),
            new GuestOrigins(Path.Combine(state, "origins")),
            new StorageSet(options),
            new PoolStore(Path.Combine(state, "pools.cfg")),
            new FirewallStore(Path.Combine(state, "firewall"), options.NodeName, enforcer),
            new TaskRunner(options.NodeName, new TaskArchive(Path.Combine(state, "tasks")), time),
            runtime,
            files,
            time
        );
        await RecoverAsync(node, cancel);
        var certificate = NodeCertificate.Open(options, time);
        var tickets = new TicketMint(TicketKey(state), time);
        var endpoints = new EndpointTable(NodeEndpointList.All(node, certificate, tokens, tickets));
        var pipeline = new RequestPipeline(endpoints, new AccessGate(tokens, tickets, time), options, time);
        var server = await NodeServer.StartAsync(options, certificate, pipeline, cancel);
        return new NodeApi(node, server, certificate, token, endpoints);
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        await _node.Tasks.StopAsync();
        _node.Firewall.Dispose();
        _certificate.Dispose();
    }

    // Creations that the daemon's death broke off are taken back, removals finished; then the firewall is what the files say.
    private static async Task RecoverAsync(NodeServices node, CancellationToken cancel)
    {
        foreach (var (vmid, _) in node.Guests.All.Where(static pair => pair.Value["lock"] == "create" && pair.Value["rootfs"] is null))
        {
            await node.Runtime.DestroyAsync(vmid, cancel);
            await GuestRemoval.ForgetAsync(node, vmid, cancel);
        }
        foreach (var (vmid, _) in node.Guests.All.Where(static pair => pair.Value["lock"] == GuestRemoval.Destroyed))
        {
            await GuestRemoval.DestroyAsync(node, vmid, cancel);
        }
        await node.EnforceAsync(cancel);
    }

    private static byte[] TicketKey(string state)
    {
        var path = Path.Combine(state, "priv", "authkey");
        if (!File.Exists(path))
        {
            AtomicFile.Write(path, Convert.ToBase64String(RandomNumberGenerator.GetBytes(32)));
        }
        return Convert.FromBase64String(File.ReadAllText(path));
    }
}
