using System.Collections.Immutable;
using System.Net;
using Phoenix.Topology;

namespace Phoenix.Components.Portainer.Api;

/// <summary>A typed client for the part of Portainer's API that Phoenix uses, for synchronous (2.23) and asynchronous (2.41 and later) servers. Every failure is a <see cref="PhoenixException"/> with Portainer's own words.</summary>
public sealed class PortainerClient
{
    private readonly PortainerRequests requests;

    /// <summary>A client under a credential; the channel stays the caller's to dispose.</summary>
    public PortainerClient(PortainerChannel channel, PortainerCredential credential)
        : this(new PortainerRequests(channel, credential)) { }

    private PortainerClient(PortainerRequests requests)
    {
        this.requests = requests;
        Environments = new EnvironmentsApi(requests);
        Stacks = new StacksApi(requests);
    }

    /// <summary>Docker environments.</summary>
    public EnvironmentsApi Environments { get; }

    /// <summary>Compose stacks.</summary>
    public StacksApi Stacks { get; }

    /// <summary>The Docker engine of an environment, through Portainer.</summary>
    public DockerApi Docker(int environmentId) => new(requests, environmentId);

    /// <summary>The same wire under another credential.</summary>
    public PortainerClient As(PortainerCredential credential) => new(requests.As(credential));

    /// <summary>Version and instance; needs no credential.</summary>
    public Task<PortainerStatus> StatusAsync(CancellationToken cancel) =>
        requests.GetAsync("/api/system/status", PortainerJson.Default.PortainerStatus, cancel);

    /// <summary>Whether there is an administrator; needs no credential.</summary>
    public async Task<AdministratorState> AdministratorAsync(CancellationToken cancel)
    {
        var reply = await requests.GetAsync("/api/users/admin/check", cancel);
        return reply.Status switch
        {
            HttpStatusCode.NoContent => AdministratorState.Present,
            HttpStatusCode.NotFound => AdministratorState.Missing,
            HttpStatusCode.SeeOther => AdministratorState.Locked,
            _ => throw reply.AsError(),
        };
    }

    /// <summary>Makes the administrator. False when there is one already.</summary>
    /// <exception cref="PhoenixException">The password has fewer than 12 characters, or the instance is locked.</exception>
    public async Task<bool> InitialiseAsync(string user, Secret password, CancellationToken cancel)
    {
        var body = new LogInRequest(user, password.Reveal());
        var reply = await requests.SendJsonAsync(
            HttpMethod.Post,
            "/api/users/admin/init",
            body,
            PortainerJson.Default.LogInRequest,
            null,
            cancel
        );
        return reply.Status != HttpStatusCode.Conflict && reply.OrThrow().IsSuccess;
    }

    /// <summary>Logs in. Ten log-ins within a second ban this address for an hour: log in once and keep an API key.</summary>
    public async Task<PortainerCredential.Session> LogInAsync(string user, Secret password, CancellationToken cancel)
    {
        var body = new LogInRequest(user, password.Reveal());
        var reply = await requests.SendJsonAsync(HttpMethod.Post, "/api/auth", body, PortainerJson.Default.LogInRequest, null, cancel);
        return new PortainerCredential.Session(new Secret(reply.OrThrow().Read(PortainerJson.Default.LogInAnswer).Jwt));
    }

    /// <summary>Who the credential belongs to, or null when Portainer does not accept it.</summary>
    public async Task<PortainerUser?> MeAsync(CancellationToken cancel)
    {
        var reply = await requests.GetAsync("/api/users/me", cancel);
        return reply.Status == HttpStatusCode.Unauthorized ? null : reply.OrThrow().Read(PortainerJson.Default.PortainerUser);
    }

    /// <summary>The API keys of a user.</summary>
    public Task<ImmutableArray<ApiKeyRecord>> ApiKeysAsync(int userId, CancellationToken cancel) =>
        requests.GetAsync($"/api/users/{userId}/tokens", PortainerJson.Default.ImmutableArrayApiKeyRecord, cancel);

    /// <summary>Makes an API key; needs a session and the user's password. Portainer takes one description twice: look before.</summary>
    public async Task<NewApiKey> CreateApiKeyAsync(int userId, string description, Secret password, CancellationToken cancel)
    {
        var body = new ApiKeyRequest(description, password.Reveal());
        var path = $"/api/users/{userId}/tokens";
        var reply = await requests.SendJsonAsync(HttpMethod.Post, path, body, PortainerJson.Default.ApiKeyRequest, null, cancel);
        var answer = reply.OrThrow().Read(PortainerJson.Default.ApiKeyAnswer);
        return new NewApiKey(answer.ApiKey, new Secret(answer.RawAPIKey));
    }

    /// <summary>Takes an API key away. Absent already is success (Portainer says 500 to that).</summary>
    public async Task DeleteApiKeyAsync(int userId, int keyId, CancellationToken cancel)
    {
        var reply = await requests.DeleteAsync($"/api/users/{userId}/tokens/{keyId}", null, cancel);
        if (!reply.IsSuccess && !reply.Says("not found"))
        {
            throw reply.AsError();
        }
    }
}
