using System.Collections.Immutable;
using Phoenix.Components.Composition;
using Phoenix.Components.Portainer.Api;
using Phoenix.Engine;
using Phoenix.Topology;

namespace Phoenix.Components.Portainer;

/// <summary>A Docker host as an environment of Portainer, reached through its agent and called as the guest is.</summary>
public sealed class PortainerEnvironment(PlatformContext context, Guest host, PortainerAccess access)
    : Resource<PortainerEnvironmentState>("environment", host.Name)
{
    private const int Agent = 2;
    private const string UnverifiedTls = "not verified";

    private static readonly TimeSpan StartPatience = TimeSpan.FromSeconds(30);

    private string Url => $"tcp://{host.Address}:{PlatformPorts.Agent}";

    /// <inheritdoc />
    public override string Title => $"Docker on {host.Name} in Portainer";

    /// <inheritdoc />
    public override ImmutableArray<ResourceId> DependsOn => Dependencies;

    /// <summary>Resources that come first: Portainer's instance and the host's system.</summary>
    public ImmutableArray<ResourceId> Dependencies { get; init; } = [];

    /// <inheritdoc />
    public override async Task ApplyAsync(Change change, IProgress<string> progress, CancellationToken cancel)
    {
        var client = await access.OperatorAsync(cancel);
        var found = await FindAsync(client, cancel);
        if (found is not null && found.Type == Agent)
        {
            await client.Environments.UpdateAgentAsync(found.Id, host.Name, Url, cancel);
            return;
        }

        if (found is not null)
        {
            await client.Environments.DeleteAsync(found.Id, cancel);
        }

        progress.Report($"adding the agent at {Url}");
        await WhenTheAgentIsUpAsync(() => client.Environments.CreateAgentAsync(host.Name, Url, cancel), cancel);
    }

    /// <inheritdoc />
    public override async Task<Proof> VerifyAsync(CancellationToken cancel)
    {
        var client = await access.OperatorAsync(cancel);
        if (await client.Environments.FindAsync(host.Name, cancel) is not { } found)
        {
            return new Proof(false, "it is not in Portainer");
        }

        var obstacle = await client.Environments.ProbeAsync(found.Id, cancel);
        return obstacle is null
            ? new Proof(true, $"the engine answers through the agent {found.Agent?.Version}")
            : new Proof(false, obstacle.Remote ?? obstacle.Message);
    }

    /// <inheritdoc />
    public override async Task RemoveAsync(IProgress<string> progress, CancellationToken cancel)
    {
        if (await access.FindOperatorAsync(cancel) is { } client && await FindAsync(client, cancel) is { } found)
        {
            await client.Environments.DeleteAsync(found.Id, cancel);
        }
    }

    /// <inheritdoc />
    protected override async Task<PortainerEnvironmentState?> ObserveAsync(CancellationToken cancel) =>
        await access.FindOperatorAsync(cancel) is { } client && await FindAsync(client, cancel) is { } found
            ? new PortainerEnvironmentState(found.Type, found.Url) { Name = found.Name, Tls = WordFor(found.Tls) }
            : null;

    /// <inheritdoc />
    protected override Change Compare(PortainerEnvironmentState observed) =>
        observed.Type == Agent
            ? Change.UpdateOf(Id, [.. Differences(observed)])
            : new Change(Id, ChangeKind.Replace) { Fields = [new FieldDiff("agent", observed.Url, Url)] };

    private IEnumerable<FieldDiff> Differences(PortainerEnvironmentState observed) =>
        new FieldDiff[]
        {
            new("name", observed.Name, host.Name),
            new("agent", observed.Url, Url),
            new("TLS", observed.Tls, UnverifiedTls),
        }.Where(field => field.Live != field.Declared);

    // By its name; one that somebody renamed is known by the agent, so that its stacks stay where they are.
    private async Task<EnvironmentRecord?> FindAsync(PortainerClient client, CancellationToken cancel) =>
        await client.Environments.FindAsync(host.Name, cancel)
        ?? (await client.Environments.ListAsync(cancel)).Where(one => one.Type == Agent && one.Url == Url).MinBy(one => one.Id);

    private static string WordFor(EnvironmentTls? tls) =>
        tls is not { Used: true } ? "off"
        : tls.SkipVerify ? UnverifiedTls
        : "verified";

    // The agent's unit has just been started; Portainer asks it at once and fails at once.
    private async Task WhenTheAgentIsUpAsync(Func<Task<EnvironmentRecord>> create, CancellationToken cancel)
    {
        var until = context.Time.GetUtcNow() + StartPatience;
        while (true)
        {
            try
            {
                await create();
                return;
            }
            catch (PhoenixException exception) when (exception.Code == PortainerErrors.AgentUnreachable && context.Time.GetUtcNow() < until)
            {
                await Task.Delay(TimeSpan.FromSeconds(1), context.Time, cancel);
            }
        }
    }
}

/// <summary>An environment as it is: its type (2 is an agent) and where it points.</summary>
public sealed record PortainerEnvironmentState(int Type, string Url)
{
    /// <summary>Its name; another than the host's when somebody renamed it.</summary>
    public required string Name { get; init; }

    /// <summary>How the agent's certificate is looked at. It is new at every start of the agent, so it cannot be verified.</summary>
    public required string Tls { get; init; }
}
