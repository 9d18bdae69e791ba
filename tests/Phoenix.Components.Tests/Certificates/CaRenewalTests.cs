using System.Security.Cryptography.X509Certificates;
using Phoenix.Components.Certificates;
using Phoenix.Components.StepCa;
using Phoenix.Components.Systems;
using Phoenix.Components.Tests.Systems;
using Phoenix.Engine;
using Phoenix.Testing;
using Phoenix.Topology;

namespace Phoenix.Components.Tests.Certificates;

/// <summary>The intermediate's renewal by the host's timer, with the scripts run for real in a copy of this machine.</summary>
public sealed class CaRenewalTests : IAsyncLifetime
{
    private readonly MemorySecretStore _secrets = new();
    private readonly ShiftedTime _time = new();
    private readonly Progress<string> _progress = new();
    private ThrowawaySystem _guest = null!;
    private Proof _health = new(true, "CA healthy");

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private CaVault Vault => new(_secrets);

    public async ValueTask InitializeAsync()
    {
        SkipUnless.Root();
        _guest = new ThrowawaySystem();
        (await Vault.MakeRootAsync(TestPlatform.Home, _time.GetUtcNow(), Cancel)).Dispose();
        (await Vault.MakeIntermediateAsync(TestPlatform.Home, _time.GetUtcNow(), Cancel)).Dispose();
        await _guest.ConvergeAsync(new SystemSpec { Users = [StepCaGuest.User] });
        await _guest.ConvergeAsync(StepCaGuest.Material(await Vault.MaterialAsync(Cancel)));
    }

    [Fact]
    public async Task Intermediate_that_is_not_due_is_left_alone()
    {
        var written = _guest.Written();

        (await Renewal().RunAsync(_progress, Cancel)).ShouldBeFalse();

        _guest.Written().ShouldBe(written);
    }

    [Fact]
    public async Task Intermediate_is_renewed_at_two_thirds_and_the_ca_started_with_it()
    {
        var before = await InGuestAsync();
        _time.Advance(TimeSpan.FromDays(490));

        (await Renewal().RunAsync(_progress, Cancel)).ShouldBeTrue();

        using var intermediate = await Vault.FindIntermediateAsync(Cancel);
        (await InGuestAsync()).ShouldBe(CertificateWords.SerialOf(intermediate!));
        (await InGuestAsync()).ShouldNotBe(before);
        _guest.SystemctlLog.ShouldEndWith("restart step-ca.service\n");
        (await Renewal().RunAsync(_progress, Cancel)).ShouldBeFalse();
    }

    [Fact]
    public async Task Renewal_that_was_cut_off_before_the_guest_is_ended_by_the_next()
    {
        using var made = await Vault.MakeIntermediateAsync(TestPlatform.Home, _time.GetUtcNow(), Cancel);

        (await Renewal().RunAsync(_progress, Cancel)).ShouldBeTrue();

        (await InGuestAsync()).ShouldBe(CertificateWords.SerialOf(made));
    }

    [Fact]
    public async Task Guest_that_does_not_run_is_a_failure_when_the_intermediate_is_due()
    {
        (await Renewal(isThere: false).RunAsync(_progress, Cancel)).ShouldBeFalse();
        _time.Advance(TimeSpan.FromDays(490));

        var error = await Should.ThrowAsync<PhoenixException>(() => Renewal(isThere: false).RunAsync(_progress, Cancel));

        error.Code.ShouldBe(CertificateErrors.IntermediateEnds);
        error.Message.ShouldContain("239 d left");
        error.Remote.ShouldBe("step-ca does not run");
    }

    [Fact]
    public async Task Ca_that_does_not_come_up_with_it_is_a_failure()
    {
        _time.Advance(TimeSpan.FromDays(490));
        _health = new Proof(false, "the CA does not answer");

        var error = await Should.ThrowAsync<PhoenixException>(() => Renewal().RunAsync(_progress, Cancel));

        (error.Code, error.Remote).ShouldBe((CertificateErrors.IntermediateEnds, "the CA does not answer"));
    }

    public ValueTask DisposeAsync()
    {
        _guest?.Dispose();
        return ValueTask.CompletedTask;
    }

    private CaRenewal Renewal(bool isThere = true) =>
        new(TestPlatform.Home, Vault, _guest, _ => Task.FromResult(_health), _time) { IsThere = _ => Task.FromResult(isThere) };

    private async Task<string> InGuestAsync()
    {
        using var found = X509Certificate2.CreateFromPem(await _guest.ShAsync($"cat {StepCaPaths.InGuest.Intermediate}"));
        return CertificateWords.SerialOf(found);
    }
}
