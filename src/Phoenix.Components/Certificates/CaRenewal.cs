using System.Security.Cryptography.X509Certificates;
using Phoenix.Components.StepCa;
using Phoenix.Components.Systems;
using Phoenix.Engine;
using Phoenix.Proxmox;
using Phoenix.Topology;

namespace Phoenix.Components.Certificates;

/// <summary>
/// The CA's part of a renewal: the intermediate at two thirds of its life, without a whole run. The guest is given what the secret store
/// holds whenever it has something else, so a renewal that was cut off in between is ended by the next one.
/// </summary>
/// <param name="platform">What is declared.</param>
/// <param name="vault">The root and the intermediate.</param>
/// <param name="guest">Root's shell in the CA's guest.</param>
/// <param name="health">Proves that the CA answers.</param>
/// <param name="time">The clock.</param>
public sealed class CaRenewal(
    Platform platform,
    CaVault vault,
    IShell guest,
    Func<CancellationToken, Task<Proof>> health,
    TimeProvider time
)
{
    /// <summary>Whether there is a running guest to look into.</summary>
    public Func<CancellationToken, Task<bool>> IsThere { get; init; } = _ => Task.FromResult(true);

    /// <summary>Renews the intermediate when it is due, and brings it into the guest.</summary>
    /// <returns>Whether anything was changed.</returns>
    /// <exception cref="PhoenixException">PHX3208, or an error of the store or of the guest.</exception>
    public async Task<bool> RunAsync(IProgress<string> progress, CancellationToken cancel)
    {
        using var intermediate = await vault.FindIntermediateAsync(cancel);
        if (intermediate is null)
        {
            return false;
        }

        var isDue = CertificateWords.RenewalOf(intermediate) <= time.GetUtcNow();
        if (!await IsThere(cancel))
        {
            return isDue ? throw Due(intermediate, $"{platform.Authority.Name} does not run") : false;
        }

        if (isDue)
        {
            progress.Report("renewing the intermediate");
            using var made = await vault.MakeIntermediateAsync(platform, time.GetUtcNow(), cancel);
        }

        return await ConvergeAsync(progress, cancel);
    }

    private async Task<bool> ConvergeAsync(IProgress<string> progress, CancellationToken cancel)
    {
        var spec = StepCaGuest.Material(await vault.MaterialAsync(cancel));
        var diff = SystemDiff.Between(spec, await SystemObserver.ObserveAsync(guest, spec, cancel));
        if (diff.IsEmpty)
        {
            return false;
        }

        await new SystemApplier(guest, new StreamedDelivery()).ApplyAsync(spec, diff, progress, cancel);
        using var intermediate = (await vault.FindIntermediateAsync(cancel))!;
        return await health(cancel) is { Holds: false } proof ? throw Due(intermediate, proof.Seen) : true;
    }

    private PhoenixException Due(X509Certificate2 intermediate, string why) =>
        new(
            CertificateErrors.IntermediateEnds,
            $"the intermediate {CertificateWords.Short(CertificateWords.SerialOf(intermediate))}, "
                + $"{CertificateWords.Span(CertificateWords.EndOf(intermediate) - time.GetUtcNow())} left, is not in use as it should be"
        )
        {
            Where = platform.Authority.Name,
            Remote = why,
        };
}
