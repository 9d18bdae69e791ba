using System.Collections.Immutable;
using Phoenix.Components.Portainer;
using Phoenix.Components.Portainer.Api;
using Phoenix.Topology;

namespace Phoenix.Components.Stacks;

/// <summary>Deploys one stack on one environment, minding how Portainer fails: a failed update takes the project down, and a lost answer says nothing.</summary>
internal sealed class StackDeployer(PortainerClient client, int environmentId, string name, TimeProvider time)
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(15);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(500);

    /// <summary>Brings the stack to the design, from whatever is there.</summary>
    /// <exception cref="PhoenixException">The deploy failed; what ran before runs on or again, or (<see cref="StackErrors.StackDown"/>) it does not.</exception>
    public async Task DeployAsync(StackState? live, StackDesign design, CancellationToken cancel)
    {
        foreach (var extra in live?.Extras ?? [])
        {
            // It takes the containers along, which are the kept record's as well: the update brings them back.
            await client.Stacks.DeleteThroughAsync(extra, environmentId, cancel);
        }

        foreach (var container in live?.ContainersBeside(design) ?? [])
        {
            // Compose would leave it, and a remaining service may take over its port.
            await client.Docker(environmentId).RemoveContainerAsync(container.Id, cancel);
        }

        if (live?.Record is { } record)
        {
            // An update with this environment adopts a record whose own is gone.
            await UpdateAsync(await SettledAsync(record, cancel) with { EndpointId = environmentId }, live, design, cancel);
        }
        else
        {
            await CreateAsync(design, cancel);
        }
    }

    private async Task CreateAsync(StackDesign design, CancellationToken cancel)
    {
        StackRecord record;
        try
        {
            record = await client.Stacks.CreateAsync(environmentId, name, design.File, design.Variables, cancel);
        }
        catch (PhoenixException exception) when (exception.Code == PortainerErrors.OutcomeUnknown)
        {
            record = await AppearedAsync(exception, cancel);
        }
        catch (PhoenixException exception) when (exception.Code == PortainerErrors.Failed)
        {
            throw Failed(exception, "nothing of it runs");
        }
        catch (PhoenixException exception) when (exception.Code == PortainerErrors.Refused)
        {
            // The creation of a run that was cut off may have ended since the look.
            if ((await OursAsync(design, cancel)).IsEmpty)
            {
                throw;
            }

            await KeepOneAsync(design, cancel);
            return;
        }

        ThrowIfFailed(await SettledAsync(record, cancel));
        // Or while this one waited for it: Portainer lets both have a record.
        if ((await OursAsync(design, cancel)).Length > 1)
        {
            await KeepOneAsync(design, cancel);
        }
    }

    private async Task KeepOneAsync(StackDesign design, CancellationToken cancel)
    {
        var records = await OursAsync(design, cancel);
        await DeployAsync(new StackState(records[0], design.File, []) { Extras = records[1..] }, design, cancel);
    }

    // The platform's mark is among the variables.
    private async Task<ImmutableArray<StackRecord>> OursAsync(StackDesign design, CancellationToken cancel) =>
        [
            .. (await client.Stacks.FindAllAsync(environmentId, name, cancel)).Where(record =>
                record.EndpointId == environmentId
                && design.Variables.Any(variable => variable.Name == StackMarks.Variable && record.Variables().Contains(variable))
            ),
        ];

    private async Task UpdateAsync(StackRecord record, StackState live, StackDesign design, CancellationToken cancel)
    {
        try
        {
            ThrowIfFailed(await SettledAsync(await client.Stacks.UpdateAsync(record, design.File, design.Variables, cancel), cancel));
        }
        catch (PhoenixException exception) when (exception.Code == PortainerErrors.OutcomeUnknown)
        {
            // The deploy goes on without the client; sending the same again waits for it and changes nothing when it went well.
            await client.Stacks.UpdateAsync(record, design.File, design.Variables, cancel);
        }
        catch (PhoenixException exception) when (exception.Code == PortainerErrors.Failed || exception.Code == StackErrors.DeployFailed)
        {
            throw await RestoredAsync(record, live, design, exception, cancel);
        }
    }

    // Only the pull step fails without harm. After anything else the project is down: the last good file brings it back at once.
    private async Task<PhoenixException> RestoredAsync(
        StackRecord record,
        StackState live,
        StackDesign design,
        PhoenixException failure,
        CancellationToken cancel
    )
    {
        var containers = await client.Docker(environmentId).ContainersOfAsync(name, cancel);
        var wasTouched = !live.Extras.IsEmpty || live.ContainersBeside(design).Any();
        if ((!containers.IsEmpty && !wasTouched) || live.Containers.IsEmpty || live.File.Length == 0)
        {
            return Failed(failure, containers.IsEmpty ? "nothing of it runs" : "the former version runs on");
        }

        try
        {
            await client.Stacks.UpdateAsync(record, live.File, record.Variables(), cancel);
            return Failed(failure, "its former version was put back");
        }
        catch (PhoenixException second)
        {
            return new PhoenixException(StackErrors.StackDown, $"{name} could not be deployed, nor its former version put back", failure)
            {
                Remote = $"{failure.Remote ?? failure.Message}\n{second.Remote ?? second.Message}",
            };
        }
    }

    // In servers up to about 2.40 the record appears when the deploy has ended; it goes on although the connection is gone.
    private async Task<StackRecord> AppearedAsync(PhoenixException lost, CancellationToken cancel)
    {
        var (until, last, unchangedSince) = (time.GetUtcNow() + Patience, "", time.GetUtcNow());
        while (time.GetUtcNow() < until)
        {
            if (await client.Stacks.FindAsync(environmentId, name, cancel) is { } record)
            {
                return record;
            }

            var seen = Describe(await client.Docker(environmentId).ContainersOfAsync(name, cancel));
            (last, unchangedSince) = seen == last ? (last, unchangedSince) : (seen, time.GetUtcNow());
            if (time.GetUtcNow() - unchangedSince > TimeSpan.FromMinutes(1))
            {
                throw lost;
            }

            await Task.Delay(Pause, time, cancel);
        }

        throw lost;
    }

    /// <summary>The record once nothing is deploying any more; at once on synchronous servers.</summary>
    private async Task<StackRecord> SettledAsync(StackRecord record, CancellationToken cancel)
    {
        var until = time.GetUtcNow() + Patience;
        while (record.Status == StackStatus.Deploying)
        {
            if (time.GetUtcNow() > until)
            {
                throw new PhoenixException(StackErrors.StillDeploying, $"{name} is still being deployed");
            }

            await Task.Delay(Pause, time, cancel);
            record =
                await client.Stacks.InspectAsync(record.Id, cancel)
                ?? throw new PhoenixException(StackErrors.DeployFailed, $"the record of {name} went away during its deploy");
        }

        return record;
    }

    private void ThrowIfFailed(StackRecord record)
    {
        if (record.Status == StackStatus.Error)
        {
            throw new PhoenixException(StackErrors.DeployFailed, $"{name} could not be deployed")
            {
                Remote = record.DeploymentStatus?.ToString(),
            };
        }
    }

    private PhoenixException Failed(PhoenixException failure, string consequence) =>
        new(StackErrors.DeployFailed, $"{name} could not be deployed; {consequence}", failure) { Remote = failure.Remote };

    private static string Describe(ImmutableArray<EngineContainer> containers) =>
        string.Join(' ', containers.Select(container => container.Id + container.State).Order(StringComparer.Ordinal));
}
