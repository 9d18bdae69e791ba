using System.Collections.Immutable;
using Microsoft.AspNetCore.Http;
using Phoenix.Lab.PortainerStandIn.Engines;
using Phoenix.Lab.PortainerStandIn.Http;
using Phoenix.Lab.PortainerStandIn.Records;

namespace Phoenix.Lab.PortainerStandIn.Compose;

/// <summary>Runs compose for stacks, one deploy at a time over all of them, and as unforgivingly as Portainer: a deploy that fails takes the whole project down.</summary>
internal sealed class Deployments(ICompose compose, EngineDirectory engines) : IDisposable
{
    private static readonly ImmutableArray<string> UpCommand = ["up", "-d"];
    private static readonly ImmutableArray<string> DownCommand = ["down", "--remove-orphans"];
    private static readonly ImmutableArray<string> PullCommand = ["pull"];

    private readonly SemaphoreSlim oneAtATime = new(1, 1);

    /// <summary>Pulls the images; nothing of the project is touched when that fails.</summary>
    public Task PullAsync(EndpointEntry endpoint, string name, StackFiles files, CancellationToken cancel) =>
        RunLockedAsync(
            endpoint,
            name,
            files,
            (project, token) => OrThrowAsync(project, PullCommand, "failed to pull images of the stack: ", token),
            cancel
        );

    /// <summary>Starts the project; takes it down when that fails.</summary>
    public Task UpAsync(EndpointEntry endpoint, string name, StackFiles files, CancellationToken cancel) =>
        RunLockedAsync(
            endpoint,
            name,
            files,
            async (project, token) =>
            {
                try
                {
                    await OrThrowAsync(project, UpCommand, "failed to deploy a stack: ", token);
                }
                catch (StandInRefusal)
                {
                    await compose.RunAsync(project, DownCommand, token);
                    throw;
                }
            },
            cancel
        );

    /// <summary>Takes the project down. Not under the lock, as in Portainer: a delete does not wait for a deploy.</summary>
    public async Task DownAsync(EndpointEntry endpoint, string name, StackFiles files, CancellationToken cancel)
    {
        await using var tunnel = await OpenAsync(endpoint, cancel);
        await OrThrowAsync(ProjectOf(endpoint, name, files, tunnel), DownCommand, "failed to remove a stack: ", cancel);
    }

    public void Dispose() => oneAtATime.Dispose();

    private async Task RunLockedAsync(
        EndpointEntry endpoint,
        string name,
        StackFiles files,
        Func<ComposeProject, CancellationToken, Task> run,
        CancellationToken cancel
    )
    {
        await oneAtATime.WaitAsync(cancel);
        try
        {
            await using var tunnel = await OpenAsync(endpoint, cancel);
            await run(ProjectOf(endpoint, name, files, tunnel), cancel);
        }
        finally
        {
            oneAtATime.Release();
        }
    }

    private async Task OrThrowAsync(ComposeProject project, ImmutableArray<string> command, string sentence, CancellationToken cancel)
    {
        var outcome = await compose.RunAsync(project, command, cancel);
        if (!outcome.Succeeded)
        {
            throw new StandInRefusal(StatusCodes.Status500InternalServerError, sentence + outcome.Said);
        }
    }

    // A local engine is reached through its socket; an agent only through a door that signs.
    private async Task<EngineTunnel?> OpenAsync(EndpointEntry endpoint, CancellationToken cancel) =>
        endpoint.Type == 2 ? await EngineTunnel.OpenAsync(engines.Of(endpoint), cancel) : null;

    private static ComposeProject ProjectOf(EndpointEntry endpoint, string name, StackFiles files, EngineTunnel? tunnel) =>
        new(name, files.Compose, files.Environment, tunnel?.DockerHost ?? endpoint.Url);
}
