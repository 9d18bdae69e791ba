using System.Collections.Immutable;
using Phoenix.Proxmox.Transport;
using Phoenix.Topology;

namespace Phoenix.Proxmox.Access;

/// <summary>Who may do what.</summary>
public sealed class AccessApi
{
    private readonly ApiTransport transport;

    internal AccessApi(ApiTransport transport) => this.transport = transport;

    /// <summary>Exchanges a password for a ticket. The client does so by itself for <see cref="ProxmoxCredentials.Password"/>.</summary>
    /// <exception cref="PhoenixException">The login failed (after the node's three seconds); so for every method here.</exception>
    public Task<Ticket> LoginAsync(string user, Secret password, CancellationToken cancel) =>
        Ticket.RequestAsync(user, password, transport.SendAsync, cancel);

    /// <summary>The privileges of these credentials by path, e.g. <c>/vms</c>: <c>VM.Allocate</c>, ...</summary>
    public async Task<ImmutableSortedDictionary<string, ImmutableArray<string>>> PermissionsAsync(CancellationToken cancel)
    {
        var answer = await transport.DataAsync(ApiRequest.Get($"/access/permissions"), cancel);
        return answer.Members.ToImmutableSortedDictionary(
            path => path.Key,
            path => path.Value.Members.Select(privilege => privilege.Key).Order(StringComparer.Ordinal).ToImmutableArray(),
            StringComparer.Ordinal
        );
    }

    /// <summary>Makes a token. Its secret is in the answer and nowhere else.</summary>
    public async Task<ProxmoxCredentials.Token> CreateTokenAsync(ApiTokenCreate token, CancellationToken cancel)
    {
        var request = ApiRequest.Post($"/access/users/{token.User}/token/{token.Name}") with { Fields = token.ToFields() };
        var answer = await transport.DataAsync(request, cancel);
        return new ProxmoxCredentials.Token(answer.RequireText("full-tokenid"), new Secret(answer.RequireText("value")));
    }

    /// <summary>What the node knows of a token.</summary>
    public async Task<ApiTokenInfo> TokenAsync(string user, string name, CancellationToken cancel) =>
        ApiTokenInfo.From(await transport.DataAsync(ApiRequest.Get($"/access/users/{user}/token/{name}"), cancel));

    /// <summary>Removes a token.</summary>
    public Task DeleteTokenAsync(string user, string name, CancellationToken cancel) =>
        transport.SendAsync(ApiRequest.Delete($"/access/users/{user}/token/{name}"), cancel);
}
