using System.Net;
using System.Security.Cryptography.X509Certificates;
using Phoenix.Components.Certificates;
using Phoenix.Components.Systems;
using Phoenix.Components.Tests.Systems;
using Phoenix.Engine;
using Phoenix.Testing;
using Phoenix.Topology;

namespace Phoenix.Components.Tests.Certificates;

/// <summary>A leaf's whole life, with openssl and the scripts run for real in a copy of this machine.</summary>
public sealed class LeafResourceTests : IAsyncLifetime
{
    private readonly MemorySecretStore _secrets = new();
    private readonly ShiftedTime _time = new();
    private readonly Progress<string> _progress = new();
    private ThrowawaySystem _guest = null!;
    private TlsService _service = null!;
    private X509Certificate2? _stuck;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private CaVault Vault => new(_secrets);

    private LocalSigner Signer => new(_secrets, _time);

    public async ValueTask InitializeAsync()
    {
        SkipUnless.Root();
        SkipUnless.Program("openssl");
        _guest = new ThrowawaySystem();
        _service = new TlsService(Shown);
        await Vault.MakeRootAsync(TestPlatform.OnLoopback, _time.GetUtcNow(), Cancel);
        await Vault.MakeIntermediateAsync(TestPlatform.OnLoopback, _time.GetUtcNow(), Cancel);
    }

    [Fact]
    public async Task First_leaf_is_issued_with_a_key_that_stays_in_the_guest()
    {
        var signer = Signer;
        var leaf = Resource(signer);

        (await leaf.PlanAsync(Cancel)).Kind.ShouldBe(ChangeKind.Create);
        await ConvergeAsync(leaf);

        (await leaf.PlanAsync(Cancel)).Kind.ShouldBe(ChangeKind.None);
        (await _guest.ShAsync("cd /etc/phoenix/tls && stat -c '%a %U:%G %n' *")).ShouldBe(
            "644 root:root nginx.crt\n640 root:www-data nginx.key\n644 root:root root.crt\n".Replace(
                "644 root:root nginx",
                "644 root:www-data nginx",
                StringComparison.Ordinal
            )
        );
        signer.Asked.ShouldHaveSingleItem().PublicKey.Oid.FriendlyName.ShouldBe("ECC");
        _guest.Traffic.ShouldAllBe(text => !text.Contains("PRIVATE KEY"));
        (
            await _guest.ShAsync(
                "openssl verify -CAfile /etc/phoenix/tls/root.crt -untrusted /etc/phoenix/tls/nginx.crt /etc/phoenix/tls/nginx.crt"
            )
        ).ShouldEndWith(": OK\n");
    }

    [Fact]
    public async Task Leaf_is_renewed_at_two_thirds_and_served_as_issued()
    {
        var leaf = Resource();
        await ConvergeAsync(leaf);
        _guest.Write("/units/nginx.service.active", "");

        _time.Advance(TimeSpan.FromHours(15.9));
        (await leaf.PlanAsync(Cancel)).Kind.ShouldBe(ChangeKind.None);
        _time.Advance(TimeSpan.FromHours(0.2));
        var change = await ConvergeAsync(leaf);

        change.Reason.ShouldBe("renewal: 8 h left");
        _guest.SystemctlLog.ShouldContain("reload-or-restart nginx.service");
        (await leaf.VerifyAsync(Cancel)).Seen.ShouldMatch("^certificate 11..….. served as issued, 24 h$");
    }

    [Fact]
    public async Task Leaf_of_a_host_that_was_off_past_its_end_is_issued_anew()
    {
        var leaf = Resource();
        await ConvergeAsync(leaf);

        _time.Advance(TimeSpan.FromHours(72));
        var change = await ConvergeAsync(leaf);

        change.Reason.ShouldBe("it expired 48 h ago");
        (await leaf.VerifyAsync(Cancel)).Holds.ShouldBeTrue();
    }

    [Fact]
    public async Task Another_name_another_ca_and_another_key_each_mean_a_new_leaf()
    {
        await ConvergeAsync(Resource());

        (await ConvergeAsync(Resource(names: ["nginx.phoenix.internal", "new.phoenix.internal"])))
            .Fields.ShouldHaveSingleItem()
            .ShouldBe(
                new FieldDiff("names", "nginx.phoenix.internal, 127.0.0.1", "nginx.phoenix.internal, new.phoenix.internal, 127.0.0.1")
            );
        await ConvergeAsync(Resource());
        await Vault.MakeIntermediateAsync(TestPlatform.OnLoopback, _time.GetUtcNow(), Cancel);
        (await ConvergeAsync(Resource())).Reason.ShouldBe("it was issued by another CA");
        await _guest.ShAsync("cd /etc/phoenix/tls && openssl genpkey -algorithm EC -pkeyopt ec_paramgen_curve:P-256 -out nginx.key");
        (await ConvergeAsync(Resource())).Reason.ShouldBe("its key is another's");
        await _guest.ShAsync("chmod 0644 /etc/phoenix/tls/nginx.key");
        (await ConvergeAsync(Resource()))
            .Fields.ShouldHaveSingleItem()
            .ShouldBe(new FieldDiff("key", "root:www-data 0644", "root:www-data 0640"));
        await _guest.ShAsync("chmod 0600 /etc/phoenix/tls/nginx.crt");
        (await ConvergeAsync(Resource()))
            .Fields.ShouldHaveSingleItem()
            .ShouldBe(new FieldDiff("certificate", "root:www-data 0600", "root:www-data 0644"));
        await _guest.ShAsync("chown www-data:root /etc/phoenix/tls/root.crt");
        (await ConvergeAsync(Resource()))
            .Fields.ShouldHaveSingleItem()
            .ShouldBe(new FieldDiff("root", "www-data:root 0644", "root:root 0644"));
        await _guest.ShAsync("cd /etc/phoenix/tls && openssl x509 -in nginx.crt -out leaf && cat leaf >nginx.crt && rm leaf");
        (await ConvergeAsync(Resource())).Reason.ShouldBe("the intermediate is not behind it");
        await _guest.ShAsync("echo damaged >/etc/phoenix/tls/nginx.crt");
        (await ConvergeAsync(Resource())).Kind.ShouldBe(ChangeKind.Create);
        (await Resource().PlanAsync(Cancel)).Kind.ShouldBe(ChangeKind.None);
    }

    [Fact]
    public async Task Service_that_keeps_its_old_certificate_is_an_error_with_both_serials_and_its_words()
    {
        var leaf = Resource();
        await ConvergeAsync(leaf);
        _guest.Write("/units/nginx.service.active", "");
        _stuck = Shown();
        var old = CertificateWords.Short(CertificateWords.SerialOf(_stuck));
        _time.Haste = 20;

        var error = await Should.ThrowAsync<PhoenixException>(() => leaf.IssueAsync(_progress, Cancel));

        error.Code.ShouldBe(CertificateErrors.NotServed);
        error.Message.ShouldMatch($"^the CA issued 11..….. ?; nginx \\(127.0.0.1:\\d+\\) still serves {old}$");
        error.Remote.ShouldBe("journal of the unit");
        // Seen again by the next plan, which does not issue another one.
        (await leaf.PlanAsync(Cancel)).Reason.ShouldBe("another certificate is served than is installed");
        (await leaf.VerifyAsync(Cancel)).Holds.ShouldBeFalse();
        _stuck = null;
        (await leaf.PlanAsync(Cancel)).Kind.ShouldBe(ChangeKind.None);
    }

    [Fact]
    public async Task Pair_that_the_check_refuses_is_put_back_with_the_checks_own_words()
    {
        await ConvergeAsync(Resource());
        _guest.Write("/units/nginx.service.active", "");
        var before = await _guest.ShAsync(Sums);
        // Refuses every certificate but the one that is there.
        var check = $"sha256sum /etc/phoenix/tls/nginx.crt | grep -q {SumOf(before)} || {{ echo 'nginx: [emerg] no good' >&2; exit 1; }}";
        var leaf = Resource(check: ["/bin/sh", "-c", check]);

        var error = await Should.ThrowAsync<PhoenixException>(() => leaf.IssueAsync(_progress, Cancel));

        error.Code.ShouldBe(CertificateErrors.NotInstalled);
        error.Remote.ShouldBe("nginx: [emerg] no good");
        (await _guest.ShAsync(Sums)).ShouldBe(before);
        (await _guest.ShAsync("stat -c '%a %U:%G' /etc/phoenix/tls/nginx.key")).ShouldBe("640 root:www-data\n");
        (await _guest.ShAsync("ls /etc/phoenix/tls")).ShouldBe("nginx.crt\nnginx.key\nroot.crt\n");
        _guest.SystemctlLog.ShouldNotContain("reload");
    }

    [Fact]
    public async Task Check_that_refused_before_as_well_does_not_keep_the_pair_out_but_is_told_when_it_is_not_served()
    {
        await ConvergeAsync(Resource());
        _guest.Write("/units/nginx.service.active", "");
        _stuck = Shown();
        _time.Haste = 20;
        var before = await _guest.ShAsync(Sums);
        var leaf = Resource(check: ["/bin/sh", "-c", "[ -e /mended ] || { echo 'nginx: [emerg] unknown directive' >&2; exit 1; }"]);

        // As in a run: the step that comes later mends the configuration, and has the service read everything.
        await leaf.IssueAsync(_progress, Cancel);

        (await _guest.ShAsync(Sums)).ShouldNotBe(before);
        (await _guest.ShAsync("ls /etc/phoenix/tls")).ShouldBe("nginx.crt\nnginx.key\nroot.crt\n");
        _guest.SystemctlLog.ShouldNotContain("reload");
        // As in a renewal: nobody comes later.
        var renewal = (await LeafRenewals.RunAsync([leaf], onlyWhenDue: true, _progress, Cancel)).ShouldHaveSingleItem();
        (renewal.Renewed, renewal.Failure!.Code).ShouldBe((false, CertificateErrors.NotServed));
        renewal.Failure.Message.ShouldContain("nginx: [emerg] unknown directive");

        await _guest.ShAsync(": >/mended");
        _stuck = null;
        (await leaf.PlanAsync(Cancel)).Kind.ShouldBe(ChangeKind.None);
        await leaf.IssueAsync(_progress, Cancel);
        _guest.SystemctlLog.ShouldContain("reload-or-restart nginx.service");
    }

    [Fact]
    public async Task Renewal_for_a_service_that_does_not_run_is_a_failure()
    {
        await ConvergeAsync(Resource());

        var renewal = (await LeafRenewals.RunAsync([Resource()], onlyWhenDue: false, _progress, Cancel)).ShouldHaveSingleItem();

        (renewal.Renewed, renewal.Failure!.Code).ShouldBe((false, CertificateErrors.NotServed));
        renewal.Failure.Message.ShouldBe("nginx.service does not run");
    }

    [Fact]
    public async Task Guest_that_is_not_there_yet_has_no_leaf()
    {
        var leaf = Resource(isThere: false);

        (await leaf.PlanAsync(Cancel)).Kind.ShouldBe(ChangeKind.Create);
        _guest.Commands.ShouldBeEmpty();
    }

    [Fact]
    public async Task What_is_served_is_proved_by_a_handshake_without_another_look_into_the_guest()
    {
        var leaf = Resource();
        await ConvergeAsync(leaf);
        _guest.Write("/units/nginx.service.active", "");
        (await leaf.PlanAsync(Cancel)).Proof!.Holds.ShouldBeTrue();
        var commands = _guest.Commands.Count;

        var proof = await leaf.VerifyServedAsync(Cancel);

        proof.Holds.ShouldBeTrue(proof.Seen);
        proof.Seen.ShouldContain("served as issued");
        _guest.Commands.Count.ShouldBe(commands);
    }

    [Fact]
    public async Task Renewals_go_on_after_a_failure_and_touch_nothing_that_is_not_due()
    {
        var good = Resource();
        await ConvergeAsync(good);
        var failing = new LeafResource(Installation() with { Owner = "nobody-at-all:root" }, _guest, Signer, Vault, _service, _time);
        var shown = await _guest.ShAsync("sha256sum /etc/phoenix/tls/nginx.crt");

        var renewals = await LeafRenewals.RunAsync([failing, good], onlyWhenDue: true, _progress, Cancel);

        renewals[0].Failure!.Code.ShouldBe(CertificateErrors.NotInstalled);
        renewals[0].Failure!.Remote!.ShouldContain("nobody-at-all");
        renewals[1].ShouldBe(new LeafRenewal(good.Id.Name, false, null));
        (await good.PlanAsync(Cancel)).Kind.ShouldBe(ChangeKind.None);
        (await _guest.ShAsync("sha256sum /etc/phoenix/tls/nginx.crt")).ShouldBe(shown);

        _guest.Write("/units/nginx.service.active", "");
        var forced = await LeafRenewals.RunAsync([good], onlyWhenDue: false, _progress, Cancel);

        forced.ShouldBe([new LeafRenewal(good.Id.Name, true, null)]);
        (await _guest.ShAsync("sha256sum /etc/phoenix/tls/nginx.crt")).ShouldNotBe(shown);
    }

    public async ValueTask DisposeAsync()
    {
        if (_service is not null)
        {
            await _service.DisposeAsync();
        }

        _guest?.Dispose();
        _stuck?.Dispose();
    }

    private const string Sums = "cd /etc/phoenix/tls && sha256sum nginx.crt nginx.key root.crt";

    private static string SumOf(string sums) => sums.Split(' ')[0];

    private LeafResource Resource(ILeafSigner? signer = null, string[]? names = null, bool isThere = true, string[]? check = null)
    {
        var leaf = Installation(names) with { Check = [.. check ?? []] };
        return new LeafResource(leaf, _guest, signer ?? Signer, Vault, _service, _time)
        {
            IsThere = _ => Task.FromResult(isThere),
            Ground = LeafGround.Of(new SystemSpec { Directories = [new SystemDirectory(leaf.Directory, "root:www-data", "0750")] }),
        };
    }

    private LeafInstallation Installation(string[]? names = null) =>
        new()
        {
            Request = new LeafRequest
            {
                Guest = "nginx",
                Subject = "nginx.phoenix.internal",
                DnsNames = [.. names ?? ["nginx.phoenix.internal"]],
                Addresses = [IPAddress.Loopback],
                Port = _service.Endpoint.Port,
            },
            Address = IPAddress.Loopback,
            Owner = "root:www-data",
            KeyMode = "0640",
            Unit = "nginx.service",
        };

    private X509Certificate2 Shown()
    {
        if (_stuck is { } old)
        {
            return X509CertificateLoader.LoadPkcs12(old.Export(X509ContentType.Pkcs12), null);
        }

        using var pem = X509Certificate2.CreateFromPemFile(
            _guest.Upper("/etc/phoenix/tls/nginx.crt"),
            _guest.Upper("/etc/phoenix/tls/nginx.key")
        );
        return X509CertificateLoader.LoadPkcs12(pem.Export(X509ContentType.Pkcs12), null, X509KeyStorageFlags.Exportable);
    }

    private async Task<Change> ConvergeAsync(LeafResource leaf)
    {
        var change = await leaf.PlanAsync(Cancel);
        await leaf.ApplyAsync(change, _progress, Cancel);
        return change;
    }
}
