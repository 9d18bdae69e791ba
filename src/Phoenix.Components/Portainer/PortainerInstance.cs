using System.Collections.Immutable;
using Phoenix.Components.Composition;
using Phoenix.Components.Portainer.Api;
using Phoenix.Components.Secrets;
using Phoenix.Engine;
using Phoenix.Topology;

namespace Phoenix.Components.Portainer;

/// <summary>Portainer, initialised: an administrator with the platform's password, and an API key that Phoenix holds.</summary>
public sealed class PortainerInstance(PlatformContext context, PortainerAccess access)
    : Resource<PortainerInstanceState>("portainer", access.Guest.Name)
{
    private static readonly TimeSpan StartPatience = TimeSpan.FromSeconds(60);

    private string KeyDescription => $"phoenix {context.Platform.Name}";

    /// <inheritdoc />
    public override string Title => $"administrator and API key of Portainer at {context.Platform.NameOf(access.Guest.Name)}";

    /// <inheritdoc />
    public override ImmutableArray<ResourceId> DependsOn => Dependencies;

    /// <summary>Resources that come first: the guest's system and its certificate.</summary>
    public ImmutableArray<ResourceId> Dependencies { get; init; } = [];

    /// <inheritdoc />
    public override async Task ApplyAsync(Change change, IProgress<string> progress, CancellationToken cancel)
    {
        var client =
            await access.FindAsync(cancel)
            ?? throw new PhoenixException(PortainerErrors.NotInitialised, "the platform has no root certificate yet");
        progress.Report("waiting for Portainer");
        var administrator = await WaitForAsync(client, cancel);
        var password = await RandomSecret.FindOrMakeAsync(context.Secrets, PortainerSecrets.AdministratorPassword, cancel);
        if (administrator == AdministratorState.Missing)
        {
            progress.Report("making the administrator");
            await client.InitialiseAsync(PortainerAccess.Administrator, password, cancel);
        }

        progress.Report("making the API key");
        await RenewKeyAsync(client.As(await client.LogInAsync(PortainerAccess.Administrator, password, cancel)), password, cancel);
    }

    /// <inheritdoc />
    public override async Task<Proof> VerifyAsync(CancellationToken cancel)
    {
        var client = await access.OperatorAsync(cancel);
        var status = await client.StatusAsync(cancel);
        var me = await client.MeAsync(cancel);
        return me is null
            ? new Proof(false, "Portainer does not accept the platform's API key")
            : new Proof(true, $"Portainer {status.Version} answers to {me.Username}");
    }

    /// <inheritdoc />
    public override Task RemoveAsync(IProgress<string> progress, CancellationToken cancel) =>
        // The password stays: were the run to end before the guest is gone, nobody could get in any more.
        context.Secrets.ForgetAsync(PortainerSecrets.ApiKey, cancel);

    /// <inheritdoc />
    protected override async Task<PortainerInstanceState?> ObserveAsync(CancellationToken cancel)
    {
        try
        {
            if (await access.FindAsync(cancel) is not { } client)
            {
                return null;
            }

            var status = await client.StatusAsync(cancel);
            var administrator = await client.AdministratorAsync(cancel);
            return administrator == AdministratorState.Present
                ? new PortainerInstanceState(status.Version, await access.FindOperatorAsync(cancel) is not null)
                : null;
        }
        catch (PhoenixException exception) when (PortainerAccess.IsAbsence(exception.Code))
        {
            return null;
        }
    }

    /// <inheritdoc />
    protected override Change Compare(PortainerInstanceState observed) =>
        observed.KeyIsAccepted
            ? Change.None(Id)
            : Change.UpdateOf(Id, [new FieldDiff("API key", "not accepted", "accepted")]) with
            {
                Reason = "Phoenix's API key is made again",
            };

    // The service has just been started, and an instance that locked itself opens only with a restart.
    private async Task<AdministratorState> WaitForAsync(PortainerClient client, CancellationToken cancel)
    {
        var until = context.Time.GetUtcNow() + StartPatience;
        while (true)
        {
            try
            {
                var state = await client.AdministratorAsync(cancel);
                return state != AdministratorState.Locked
                    ? state
                    : throw new PhoenixException(PortainerErrors.Locked, "Portainer waits for a restart of its service");
            }
            catch (PhoenixException exception) when (exception.Code == PortainerErrors.Unreachable && context.Time.GetUtcNow() < until)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(250), context.Time, cancel);
            }
        }
    }

    // A key is shown once: when the stored one is not accepted, those of the same description are of no use to anybody.
    private async Task RenewKeyAsync(PortainerClient client, Secret password, CancellationToken cancel)
    {
        var me = await client.MeAsync(cancel) ?? throw new PhoenixException(PortainerErrors.NotAdmitted, "the session is not accepted");
        var stale = (await client.ApiKeysAsync(me.Id, cancel)).Where(key => key.Description == KeyDescription).ToImmutableArray();
        var made = await client.CreateApiKeyAsync(me.Id, KeyDescription, password, cancel);
        await context.Secrets.StoreAsync(PortainerSecrets.ApiKey, made.Key, cancel);
        foreach (var key in stale)
        {
            await client.DeleteApiKeyAsync(me.Id, key.Id, cancel);
        }
    }
}

/// <summary>An initialised instance as it is.</summary>
/// <param name="Version">Its version.</param>
/// <param name="KeyIsAccepted">Phoenix's API key works.</param>
public sealed record PortainerInstanceState(string Version, bool KeyIsAccepted);
