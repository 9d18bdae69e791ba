using System.Net;
using Phoenix.Components.Certificates;
using Phoenix.Components.Composition;
using Phoenix.Components.Portainer.Api;
using Phoenix.Topology;

namespace Phoenix.Components.Portainer;

/// <summary>The way of the platform's resources to its Portainer: one wire, opened when it is first needed, and one deploy at a time.</summary>
/// <param name="context">The platform and its edges.</param>
public sealed class PortainerAccess(PlatformContext context) : IDisposable
{
    /// <summary>Portainer's first user.</summary>
    public const string Administrator = "admin";

    private readonly SemaphoreSlim deploying = new(1, 1);
    private readonly Lock door = new();
    private PortainerChannel? channel;
    private Secret? accepted;

    /// <summary>The guest Portainer runs in.</summary>
    public Guest Guest => context.Platform.ControlPlane;

    /// <summary>A client without credential; null while there is no root to trust.</summary>
    public async Task<PortainerClient?> FindAsync(CancellationToken cancel)
    {
        if (channel is { } open)
        {
            return new PortainerClient(open, PortainerCredential.Anonymous);
        }

        if (await new CaVault(context.Secrets).FindRootAsync(cancel) is not { } root)
        {
            return null;
        }

        var endpoint = new IPEndPoint(Guest.Address, PlatformPorts.ControlPlane);
        var address = new PortainerAddress(endpoint, context.Platform.NameOf(Guest.Name), root);
        lock (door)
        {
            channel ??= new PortainerChannel(address, context.Reach);
            return new PortainerClient(channel, PortainerCredential.Anonymous);
        }
    }

    /// <summary>A client that may do everything; null while Portainer is not there or not initialised, which is how it is before the first run.</summary>
    public async Task<PortainerClient?> FindOperatorAsync(CancellationToken cancel)
    {
        try
        {
            return await FindAsync(cancel) is { } client && await context.Secrets.FindAsync(PortainerSecrets.ApiKey, cancel) is { } key
                ? await AcceptedAsync(client.As(new PortainerCredential.ApiKey(key)), key, cancel)
                : null;
        }
        catch (PhoenixException exception) when (IsAbsence(exception.Code))
        {
            return null;
        }
    }

    /// <summary>A client that may do everything.</summary>
    /// <exception cref="PhoenixException">Portainer is not there, or does not accept the platform's key.</exception>
    public async Task<PortainerClient> OperatorAsync(CancellationToken cancel)
    {
        var client = await FindAsync(cancel);
        var key = await context.Secrets.FindAsync(PortainerSecrets.ApiKey, cancel);
        return client is not null && key is not null
            ? client.As(new PortainerCredential.ApiKey(key))
            : throw new PhoenixException(PortainerErrors.NotInitialised, "there is no API key for Portainer yet");
    }

    /// <summary>Whether an error means that Portainer is not there (yet), and not that something is wrong with it.</summary>
    public static bool IsAbsence(ErrorCode code) => code == PortainerErrors.Unreachable || code == PortainerErrors.Locked;

    /// <summary>Whether an error means that the host of an environment is not there (any more), as before it is made again.</summary>
    public static bool IsAbsenceOfHost(ErrorCode code) => code == PortainerErrors.AgentUnreachable || code == PortainerErrors.AgentRefuses;

    /// <summary>Waits for its turn: Portainer deploys one stack at a time anyway, and two creations of one name would both succeed.</summary>
    public async Task<IDisposable> BeginDeployAsync(CancellationToken cancel)
    {
        await deploying.WaitAsync(cancel);
        return new Turn(deploying);
    }

    /// <inheritdoc />
    public void Dispose()
    {
        channel?.Dispose();
        deploying.Dispose();
    }

    // Asked once for each key and run: every resource comes this way.
    private async Task<PortainerClient?> AcceptedAsync(PortainerClient client, Secret key, CancellationToken cancel)
    {
        if (!key.Equals(accepted) && await client.MeAsync(cancel) is null)
        {
            return null;
        }

        accepted = key;
        return client;
    }

    private sealed class Turn(SemaphoreSlim held) : IDisposable
    {
        private int ended;

        public void Dispose()
        {
            if (Interlocked.Exchange(ref ended, 1) == 0)
            {
                held.Release();
            }
        }
    }
}
