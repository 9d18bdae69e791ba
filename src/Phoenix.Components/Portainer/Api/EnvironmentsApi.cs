using System.Collections.Immutable;
using System.Net;
using Phoenix.Topology;

namespace Phoenix.Components.Portainer.Api;

/// <summary>Docker environments behind agents.</summary>
public sealed class EnvironmentsApi
{
    private readonly PortainerRequests requests;

    internal EnvironmentsApi(PortainerRequests requests) => this.requests = requests;

    /// <summary>All environments, without snapshots (with them the answer grows by every container and image).</summary>
    public Task<ImmutableArray<EnvironmentRecord>> ListAsync(CancellationToken cancel) =>
        requests.GetAsync("/api/endpoints?excludeSnapshots=true", PortainerJson.Default.ImmutableArrayEnvironmentRecord, cancel);

    /// <summary>The environment of exactly that name, or null.</summary>
    /// <exception cref="PhoenixException">Two have the name: two simultaneous creations both succeed in Portainer.</exception>
    public async Task<EnvironmentRecord?> FindAsync(string name, CancellationToken cancel)
    {
        var path = $"/api/endpoints?excludeSnapshots=true&name={Uri.EscapeDataString(name)}";
        var found = await requests.GetAsync(path, PortainerJson.Default.ImmutableArrayEnvironmentRecord, cancel);
        return found.Length <= 1
            ? found.FirstOrDefault()
            : throw new PhoenixException(PortainerErrors.Ambiguous, $"{found.Length} environments are called {name}")
            {
                Remote = string.Join(", ", found.Select(one => $"{one.Id} {one.Url}")),
            };
    }

    /// <summary>Makes an environment of an agent. Portainer talks to the agent at once and says so when it cannot.</summary>
    public async Task<EnvironmentRecord> CreateAgentAsync(string name, string url, CancellationToken cancel)
    {
        var reply = await requests.SendAsync(
            HttpMethod.Post,
            "/api/endpoints",
            () => AgentForm(name, url),
            TimeSpan.FromSeconds(30),
            cancel
        );
        return reply.OrThrow().Read(PortainerJson.Default.EnvironmentRecord);
    }

    /// <summary>Makes an environment what <see cref="CreateAgentAsync"/> would have made. Portainer does not probe the agent here.</summary>
    public async Task<EnvironmentRecord> UpdateAgentAsync(int id, string name, string url, CancellationToken cancel)
    {
        var body = new EnvironmentUpdate(name, url, Tls: true, SkipVerify: true, SkipClientVerify: true);
        var reply = await requests.SendJsonAsync(
            HttpMethod.Put,
            $"/api/endpoints/{id}",
            body,
            PortainerJson.Default.EnvironmentUpdate,
            null,
            cancel
        );
        return reply.OrThrow().Read(PortainerJson.Default.EnvironmentRecord);
    }

    /// <summary>Takes an environment away; its stacks become orphan records. Absent already is success.</summary>
    public async Task DeleteAsync(int id, CancellationToken cancel)
    {
        var reply = await requests.DeleteAsync($"/api/endpoints/{id}", null, cancel);
        if (reply.Status != HttpStatusCode.NotFound)
        {
            reply.OrThrow();
        }
    }

    /// <summary>Asks the engine through the agent: the only probe that tells the truth, as <see cref="EnvironmentRecord.Status"/> is as old as the last snapshot.</summary>
    /// <returns>Null when it answers, else what stands in the way.</returns>
    public async Task<PhoenixException?> ProbeAsync(int id, CancellationToken cancel)
    {
        var reply = await requests.GetAsync($"/api/endpoints/{id}/docker/_ping", cancel);
        return reply.IsSuccess ? null : reply.AsError();
    }

    // The agent's certificate is its own, new at every start, and cannot be verified; the shared secret and the firewall guard the way.
    // Names are case-sensitive here, and the type must be right: an unknown number silently makes a local environment.
    private static MultipartFormDataContent AgentForm(string name, string url) =>
        new()
        {
            { new StringContent(name), "Name" },
            { new StringContent("2"), "EndpointCreationType" },
            { new StringContent(url), "URL" },
            { new StringContent("1"), "GroupID" },
            { new StringContent("true"), "TLS" },
            { new StringContent("true"), "TLSSkipVerify" },
            { new StringContent("true"), "TLSSkipClientVerify" },
        };
}
