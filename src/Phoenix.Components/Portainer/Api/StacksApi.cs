using System.Collections.Immutable;
using System.Net;

namespace Phoenix.Components.Portainer.Api;

/// <summary>Compose stacks. Create, update, start and stop keep their request open for the whole deploy on synchronous servers.</summary>
public sealed class StacksApi
{
    private readonly PortainerRequests requests;

    internal StacksApi(PortainerRequests requests) => this.requests = requests;

    /// <summary>All stacks of all environments.</summary>
    public Task<ImmutableArray<StackRecord>> ListAsync(CancellationToken cancel) =>
        requests.GetAsync("/api/stacks", PortainerJson.Default.ImmutableArrayStackRecord, cancel);

    /// <summary>The stack of that name on an environment, or null.</summary>
    public async Task<StackRecord?> FindAsync(int environmentId, string name, CancellationToken cancel) =>
        (await FindAllAsync(environmentId, name, cancel)).FirstOrDefault(stack => stack.EndpointId == environmentId);

    /// <summary>All records of that name on an environment, and those whose environment was deleted. Portainer has no filter by name.</summary>
    public async Task<ImmutableArray<StackRecord>> FindAllAsync(int environmentId, string name, CancellationToken cancel)
    {
        var filter = Uri.EscapeDataString($$"""{"EndpointID":{{environmentId}},"IncludeOrphanedStacks":true}""");
        var stacks = await requests.GetAsync($"/api/stacks?filters={filter}", PortainerJson.Default.ImmutableArrayStackRecord, cancel);
        return [.. stacks.Where(stack => stack.Name == name)];
    }

    /// <summary>Gives a record whose environment was deleted to another environment; nothing is deployed.</summary>
    public async Task<StackRecord> AssociateAsync(StackRecord stack, int environmentId, CancellationToken cancel)
    {
        var path = $"/api/stacks/{stack.Id}/associate?endpointId={environmentId}&swarmId=&orphanedRunning=true";
        var reply = await requests.SendAsync(HttpMethod.Put, path, null, TimeSpan.FromSeconds(30), cancel);
        return reply.OrThrow().Read(PortainerJson.Default.StackRecord);
    }

    /// <summary>One stack, or null.</summary>
    public async Task<StackRecord?> InspectAsync(int id, CancellationToken cancel)
    {
        var reply = await requests.GetAsync($"/api/stacks/{id}", cancel);
        return reply.Status == HttpStatusCode.NotFound ? null : reply.OrThrow().Read(PortainerJson.Default.StackRecord);
    }

    /// <summary>The stored compose file, or null when the stack or its file is gone. After a crash of the server it may never have been deployed.</summary>
    public async Task<string?> FileAsync(int id, CancellationToken cancel)
    {
        var reply = await requests.GetAsync($"/api/stacks/{id}/file", cancel);
        return reply.Status == HttpStatusCode.NotFound ? null : reply.OrThrow().Read(PortainerJson.Default.StackFile).StackFileContent;
    }

    /// <summary>Makes and deploys a stack. With <see cref="PortainerErrors.OutcomeUnknown"/> it may still be deploying: look, do not send again.</summary>
    public async Task<StackRecord> CreateAsync(
        int environmentId,
        string name,
        string file,
        ImmutableArray<StackVariable> variables,
        CancellationToken cancel
    )
    {
        var path = $"/api/stacks/create/standalone/string?endpointId={environmentId}";
        var body = new StackCreation(name, file, variables);
        var reply = await requests.SendJsonAsync(
            HttpMethod.Post,
            path,
            body,
            PortainerJson.Default.StackCreation,
            PortainerRequests.Deploying,
            cancel
        );
        return reply.OrThrow().Read(PortainerJson.Default.StackRecord);
    }

    /// <summary>Updates and deploys a stack. The variables are sent whole: left out, Portainer wipes them. Images are always pulled first, because a failure in that step leaves the running stack alone.</summary>
    public async Task<StackRecord> UpdateAsync(
        StackRecord stack,
        string file,
        ImmutableArray<StackVariable> variables,
        CancellationToken cancel
    )
    {
        var path = $"/api/stacks/{stack.Id}?endpointId={stack.EndpointId}";
        var body = new StackUpdate(file, variables, Prune: true, PullImage: true, RepullImageAndRedeploy: true);
        var reply = await requests.SendJsonAsync(
            HttpMethod.Put,
            path,
            body,
            PortainerJson.Default.StackUpdate,
            PortainerRequests.Deploying,
            cancel
        );
        return reply.OrThrow().Read(PortainerJson.Default.StackRecord);
    }

    /// <summary>Starts a stopped stack; running already is success.</summary>
    public Task StartAsync(StackRecord stack, CancellationToken cancel) => SwitchAsync(stack, "start", HttpStatusCode.Conflict, cancel);

    /// <summary>Stops a stack; stopped already is success.</summary>
    public Task StopAsync(StackRecord stack, CancellationToken cancel) => SwitchAsync(stack, "stop", HttpStatusCode.BadRequest, cancel);

    /// <summary>Takes a stack's containers, networks and record away; named volumes stay. Absent already is success.</summary>
    public async Task DeleteAsync(StackRecord stack, CancellationToken cancel)
    {
        var path = $"/api/stacks/{stack.Id}?endpointId={stack.EndpointId}";
        var reply = await requests.DeleteAsync(path, PortainerRequests.Deploying, cancel);
        // A 404 for the environment means that nothing was done.
        if (reply.Status != HttpStatusCode.NotFound || !reply.Says("bucket=stacks"))
        {
            reply.OrThrow();
        }
    }

    /// <summary>Deletes a stack through an environment: its own, or the one that takes the place of its own when that was deleted.</summary>
    public async Task DeleteThroughAsync(StackRecord stack, int environmentId, CancellationToken cancel) =>
        await DeleteAsync(stack.EndpointId == environmentId ? stack : await AssociateAsync(stack, environmentId, cancel), cancel);

    private async Task SwitchAsync(StackRecord stack, string verb, HttpStatusCode already, CancellationToken cancel)
    {
        var path = $"/api/stacks/{stack.Id}/{verb}?endpointId={stack.EndpointId}";
        var reply = await requests.SendAsync(HttpMethod.Post, path, null, PortainerRequests.Deploying, cancel);
        if (reply.Status != already || !reply.Says("already"))
        {
            reply.OrThrow();
        }
    }
}
