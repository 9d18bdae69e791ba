using Phoenix.EndToEnd.Running;
using Phoenix.Proxmox;
using Phoenix.Proxmox.Access;
using Phoenix.Proxmox.Guests;
using Phoenix.Proxmox.Transport;
using Secret = Phoenix.Topology.Secret;

namespace Phoenix.EndToEnd;

/// <summary>What others do behind Phoenix's back is shown, and put back.</summary>
[Collection(SeedPlatformCollection.Name)]
public sealed class DriftTests(SeedPlatform seed)
{
    private const string Config = "/etc/nginx/nginx.conf";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Nginx_file_changed_by_hand_is_shown_and_put_back()
    {
        await GuestAsync("nginx", "sed", "-i", "s/client_max_body_size 0;/client_max_body_size 1m;/", Config);

        var plan = await seed.Place.RunAsync(Cancel, "plan", "--detailed-exitcode");

        plan.ShouldExitWith(2).Output.ShouldContain(Config);
        plan.Output.ShouldContain("client_max_body_size 1m;");
        (await seed.Place.UpAsync(Cancel)).ShouldExitWith(0).Count("changed").ShouldBe(1);
        (await GuestAsync("nginx", "grep", "-c", "client_max_body_size 0;", Config)).Output.Trim().ShouldBe("1");
    }

    [Fact]
    public async Task Guest_deleted_behind_phoenix_is_made_again_and_serves()
    {
        await DestroyAsync(102);

        (await seed.Place.UpAsync(Cancel)).ShouldExitWith(0).Count("failed").ShouldBe(0);

        using var door = await Door.OfAsync(seed.Place, Cancel);
        using var answer = await door.Client.GetAsync("https://hello.phoenix.internal/healthz", Cancel);
        ((int)answer.StatusCode).ShouldBe(200);
    }

    [Fact]
    public async Task Service_stopped_by_hand_is_started_again()
    {
        await GuestAsync("traefik", "systemctl", "stop", "traefik");

        (await seed.Place.UpAsync(Cancel)).ShouldExitWith(0).Count("changed").ShouldBe(1);

        (await GuestAsync("traefik", "systemctl", "is-active", "traefik")).Output.Trim().ShouldBe("active");
    }

    [Fact]
    public async Task Stack_stopped_by_hand_is_shown_and_started_again()
    {
        await GuestAsync("drphoenix", "docker", "stop", "hello-web-1");

        var plan = await seed.Place.RunAsync(Cancel, "plan", "--detailed-exitcode");

        plan.ShouldExitWith(2).Output.ShouldContain("services.web");
        (await seed.Place.RunAsync(Cancel, "stack", "ls")).ExitCode.ShouldNotBe(0);
        (await seed.Place.UpAsync(Cancel)).ShouldExitWith(0).Count("changed").ShouldBe(1);
        (await GuestAsync("drphoenix", "docker", "inspect", "--format", "{{.State.Status}}", "hello-web-1"))
            .Output.Trim()
            .ShouldBe("running");
        (await seed.Place.RunAsync(Cancel, "stack", "ls")).ShouldExitWith(0).Output.ShouldContain("1/1 healthy");
    }

    [Fact]
    public async Task Certificate_renewed_by_force_is_the_one_that_is_served()
    {
        using var before = await Door.OfAsync(seed.Place, Cancel);
        await before.Client.GetAsync("https://hello.phoenix.internal/healthz", Cancel);

        (await seed.Place.RunAsync(Cancel, "renew", "nginx")).ShouldExitWith(0);

        using var after = await Door.OfAsync(seed.Place, Cancel);
        await after.Client.GetAsync("https://hello.phoenix.internal/healthz", Cancel);
        after.Served!.SerialNumber.ShouldNotBe(before.Served!.SerialNumber);
    }

    [Fact]
    public async Task Certificate_that_is_gone_is_issued_again_by_the_hosts_timer_and_served()
    {
        using var before = await Door.OfAsync(seed.Place, Cancel);
        await before.Client.GetAsync("https://hello.phoenix.internal/healthz", Cancel);
        await GuestAsync("nginx", "rm", "/etc/phoenix/tls/nginx.crt");

        (await HostAsync("systemctl", "is-active", "phoenix-renew.timer")).Output.Trim().ShouldBe("active");
        var renewal = await seed.Place.RunAsync(Cancel, "lab", "exec", "--", "systemctl", "start", "phoenix-renew.service");

        var journal = await HostAsync("journalctl", "--no-pager", "--unit", "phoenix-renew.service", "--lines", "50");
        renewal.ExitCode.ShouldBe(0, journal.Output);
        journal.Output.ShouldContain("nginx  renewed");
        using var after = await Door.OfAsync(seed.Place, Cancel);
        await after.Client.GetAsync("https://hello.phoenix.internal/healthz", Cancel);
        after.Served!.SerialNumber.ShouldNotBe(before.Served!.SerialNumber);
        (await seed.Place.UpAsync(Cancel)).ShouldExitWith(0).Count("changed").ShouldBe(0);
    }

    private async Task<PhoenixRun> HostAsync(params string[] command) =>
        (await seed.Place.RunAsync(Cancel, ["lab", "exec", "--", .. command])).ShouldExitWith(0);

    private async Task<PhoenixRun> GuestAsync(string guest, params string[] command) =>
        (await seed.Place.RunAsync(Cancel, ["guest", "exec", guest, "--", .. command])).ShouldExitWith(0);

    // As another client of the node's API would do it.
    private async Task DestroyAsync(int vmid)
    {
        var access = (await seed.Place.RunAsync(Cancel, "lab", "api", "--output", "json")).ShouldExitWith(0).Result;
        string Of(string name) => access[name]!.GetValue<string>();
        using var client = new ProxmoxClient(
            new ProxmoxConnection
            {
                Endpoint = new Uri(Of("url")),
                Credentials = new ProxmoxCredentials.Token(Of("token"), new Secret(Of("secret"))),
                Pin = CertificatePin.Parse(Of("fingerprint")),
            }
        );
        var removal = new GuestRemoval { Force = true, Purge = true };
        await client.Tasks.WaitAsync(await client.Lxc.DeleteAsync(Of("node"), vmid, removal, Cancel), null, Cancel);
    }
}
