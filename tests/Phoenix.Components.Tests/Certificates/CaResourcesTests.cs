using System.Net;
using Microsoft.Extensions.Time.Testing;
using Phoenix.Components.Certificates;
using Phoenix.Engine;
using Phoenix.Topology;

namespace Phoenix.Components.Tests.Certificates;

public sealed class CaResourcesTests
{
    private readonly MemorySecretStore _secrets = new();
    private readonly FakeTimeProvider _time = new(TestPlatform.Now);
    private readonly Progress<string> _progress = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private CaVault Vault => new(_secrets);

    [Fact]
    public async Task Root_and_intermediate_are_made_once()
    {
        (await ConvergeAsync(Root())).Kind.ShouldBe(ChangeKind.Create);
        (await ConvergeAsync(Intermediate())).Kind.ShouldBe(ChangeKind.Create);

        (await Root().PlanAsync(Cancel)).Kind.ShouldBe(ChangeKind.None);
        (await Intermediate().PlanAsync(Cancel)).Kind.ShouldBe(ChangeKind.None);
        (await Intermediate().VerifyAsync(Cancel)).Holds.ShouldBeTrue();
        (await Vault.MaterialAsync(Cancel)).IntermediateKeyPem.Reveal().ShouldStartWith("-----BEGIN ENCRYPTED PRIVATE KEY-----");
    }

    [Fact]
    public async Task Guest_material_holds_no_key_of_the_root()
    {
        await ConvergeAsync(Root());
        await ConvergeAsync(Intermediate());

        var material = await Vault.MaterialAsync(Cancel);

        $"{material.RootPem}{material.IntermediatePem}".ShouldNotContain("PRIVATE");
        material.Provisioner.PublicJwk().ContainsKey("d").ShouldBeFalse();
    }

    [Fact]
    public async Task Another_subnet_needs_another_root_and_says_what_that_means()
    {
        await ConvergeAsync(Root());
        var moved = TestPlatform.Home with { Network = TestPlatform.Home.Network with { Subnet = IPNetwork.Parse("10.1.0.0/24") } };

        var change = await new CaRootResource(moved, Vault, _time).PlanAsync(Cancel);

        change.Kind.ShouldBe(ChangeKind.Replace);
        change.IsDestructive.ShouldBeTrue();
        change.Reason!.ShouldContain("every device has to trust a new root");
    }

    [Fact]
    public async Task Intermediate_is_renewed_at_two_thirds_of_its_life()
    {
        await ConvergeAsync(Root());
        await ConvergeAsync(Intermediate());

        _time.Advance(TimeSpan.FromDays(480));
        (await Intermediate().PlanAsync(Cancel)).Kind.ShouldBe(ChangeKind.None);
        _time.Advance(TimeSpan.FromDays(10));
        (await Intermediate().PlanAsync(Cancel)).Reason.ShouldBe("it expires in 239 d");

        (await ConvergeAsync(Intermediate())).Kind.ShouldBe(ChangeKind.Update);
        (await Intermediate().PlanAsync(Cancel)).Kind.ShouldBe(ChangeKind.None);
    }

    [Fact]
    public async Task Intermediate_of_another_root_is_replaced()
    {
        await ConvergeAsync(Root());
        await ConvergeAsync(Intermediate());
        await Vault.MakeRootAsync(TestPlatform.Home, _time.GetUtcNow(), Cancel);

        (await Intermediate().PlanAsync(Cancel)).Reason.ShouldBe("issued by another root");
    }

    [Fact]
    public async Task Root_near_its_end_says_so()
    {
        await ConvergeAsync(Root());

        _time.Advance(TimeSpan.FromDays(3500));

        (await Root().VerifyAsync(Cancel)).Seen.ShouldEndWith("expires in 151 d: plan a new one");
    }

    [Fact]
    public async Task Damaged_secret_is_an_error_and_not_a_new_root()
    {
        await _secrets.StoreAsync(CaVault.RootName, new Secret("half a"), Cancel);

        (await Should.ThrowAsync<PhoenixException>(() => Root().PlanAsync(Cancel))).Code.ShouldBe(CertificateErrors.DamagedAuthority);
    }

    private CaRootResource Root() => new(TestPlatform.Home, Vault, _time);

    private CaIntermediateResource Intermediate() => new(TestPlatform.Home, Vault, _time);

    private async Task<Change> ConvergeAsync(IResource resource)
    {
        var change = await resource.PlanAsync(Cancel);
        await resource.ApplyAsync(change, _progress, Cancel);
        return change;
    }
}
