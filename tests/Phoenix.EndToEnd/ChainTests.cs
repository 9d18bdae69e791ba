using System.Net;
using Phoenix.EndToEnd.Running;

namespace Phoenix.EndToEnd;

/// <summary>A request from outside, through nginx and Traefik to a container, and everything that is refused on the way.</summary>
[Collection(SeedPlatformCollection.Name)]
public sealed class ChainTests(SeedPlatform seed)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Hello_answers_through_the_whole_chain_with_a_certificate_of_the_platform()
    {
        using var door = await Door.OfAsync(seed.Place, Cancel);

        using var answer = await door.Client.GetAsync("https://hello.phoenix.internal/", Cancel);

        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        (await answer.Content.ReadAsStringAsync(Cancel)).ShouldContain("hello");
        door.Chain.Count.ShouldBe(3);
        door.Chain[^1].ShouldBe(door.Root.Subject);
        door.Served!.MatchesHostname("hello.phoenix.internal").ShouldBeTrue();
    }

    [Fact]
    public async Task Request_is_seen_by_nginx_and_by_the_router()
    {
        using var door = await Door.OfAsync(seed.Place, Cancel);
        var mark = $"/seen-{Guid.NewGuid():n}";
        using var answer = await door.Client.GetAsync($"https://hello.phoenix.internal{mark}", Cancel);

        var nginx = await seed.Place.RunAsync(Cancel, "guest", "exec", "nginx", "--", "grep", "-c", mark, "/var/log/nginx/access.log");

        nginx.ShouldExitWith(0).Output.Trim().ShouldBe("1");
        (await RouterLogWithAsync(mark)).ShouldContain(mark);
    }

    // The journal takes a moment.
    private async Task<string> RouterLogWithAsync(string mark)
    {
        for (var attempt = 0; ; attempt++)
        {
            var logs = await seed.Place.RunAsync(Cancel, "guest", "logs", "traefik", "--unit", "traefik", "--lines", "200");
            if (logs.ShouldExitWith(0).Output.Contains(mark, StringComparison.Ordinal) || attempt == 40)
            {
                return logs.Output;
            }

            await Task.Delay(TimeSpan.FromMilliseconds(250), Cancel);
        }
    }

    [Fact]
    public async Task Portainer_answers_through_the_chain()
    {
        using var door = await Door.OfAsync(seed.Place, Cancel);

        using var answer = await door.Client.GetAsync("https://portainer.phoenix.internal/api/system/status", Cancel);

        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        (await answer.Content.ReadAsStringAsync(Cancel)).ShouldContain("Version");
    }

    [Fact]
    public async Task Name_that_is_not_the_platforms_is_refused_in_the_handshake()
    {
        using var door = await Door.OfAsync(seed.Place, Cancel);

        var refused = await Should.ThrowAsync<HttpRequestException>(() => door.Client.GetAsync("https://other.example/", Cancel));

        refused.InnerException.ShouldBeOfType<System.Security.Authentication.AuthenticationException>();
    }

    [Fact]
    public async Task Known_name_with_a_foreign_host_header_is_misdirected()
    {
        using var door = await Door.OfAsync(seed.Place, Cancel);

        var known = await door.StatusOfAsync("hello.phoenix.internal", "hello.phoenix.internal", Cancel);
        var foreign = await door.StatusOfAsync("hello.phoenix.internal", "other.example", Cancel);

        known.ShouldBe("HTTP/1.1 200 OK");
        foreign.ShouldNotBeNull().ShouldStartWith("HTTP/1.1 421");
    }

    [Fact]
    public async Task Names_of_the_platform_are_answered_to_guests()
    {
        foreach (var (name, address) in new[] { ("hello", "10.0.0.153"), ("drphoenix", "10.0.0.102"), ("step-ca", "10.0.0.10") })
        {
            var asked = await seed.Place.RunAsync(
                Cancel,
                "guest",
                "exec",
                "traefik",
                "--",
                "getent",
                "ahostsv4",
                $"{name}.phoenix.internal"
            );

            asked.ShouldExitWith(0).Output.ShouldStartWith(address);
        }
    }

    [Theory]
    [InlineData("10.0.0.12", 443)]
    [InlineData("10.0.0.102", 8080)]
    [InlineData("10.0.0.102", 9001)]
    [InlineData("10.0.0.111", 9443)]
    [InlineData("10.0.0.10", 443)]
    public async Task Guest_behind_the_gateway_cannot_be_reached_from_outside(string address, int port)
    {
        await using var outside = await Outside.OfAsync(seed.Place.Name, Cancel);

        (await outside.CanConnectAsync("10.0.0.153", 443, Cancel)).ShouldBeTrue(
            "the gateway is the way in, and shows that the way is there"
        );
        (await outside.CanConnectAsync(address, port, Cancel)).ShouldBeFalse();
    }

    [Fact]
    public async Task Published_port_of_a_stack_listens_on_the_guests_own_address_alone()
    {
        var listening = await seed.Place.RunAsync(Cancel, "guest", "exec", "drphoenix", "--", "ss", "-Hltn", "sport = :8080");

        listening.ShouldExitWith(0).Output.Trim().Split('\n').ShouldHaveSingleItem().ShouldContain(" 10.0.0.102:8080 ");
    }

    [Fact]
    public async Task Second_up_changes_and_writes_nothing()
    {
        // Guests and the lab's host have the machine's clock.
        var before = DateTimeOffset.UtcNow;

        var again = (await seed.Place.UpAsync(Cancel)).ShouldExitWith(0);

        again.Count("changed").ShouldBe(0);
        again.Count("failed").ShouldBe(0);
        again.Count("skipped").ShouldBe(0);
        string[] written = ["find", "/etc", "/opt", "/root", "/srv", "/usr", "-newermt", $"@{before.ToUnixTimeMilliseconds() / 1000.0:F3}"];
        (await seed.Place.RunAsync(Cancel, ["lab", "exec", "--", .. written])).ShouldExitWith(0).Output.ShouldBeEmpty();
        foreach (var guest in new[] { "step-ca", "nginx", "traefik", "portainer", "drphoenix" })
        {
            (await seed.Place.RunAsync(Cancel, ["guest", "exec", guest, "--", .. written])).ShouldExitWith(0).Output.ShouldBeEmpty(guest);
        }

        // What the node keeps (configurations, the firewall's files, tasks), and Phoenix: secrets and journals.
        var state = Path.Combine(seed.Place.Directory, "state");
        new[] { Path.Combine(state, "labs", seed.Place.Name, "node"), Path.Combine(state, seed.Place.Name) }
            .SelectMany(folder => Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories))
            .Where(file => File.GetLastWriteTimeUtc(file) > before.UtcDateTime)
            .Select(file => Path.GetRelativePath(state, file))
            .ShouldBeSubsetOf([$"{seed.Place.Name}/lock"]);
    }

    [Fact]
    public async Task Status_is_healthy_and_names_the_published_address()
    {
        var status = (await seed.Place.RunAsync(Cancel, "status", "--output", "json")).ShouldExitWith(0);

        status.Output.ShouldContain($"\"published\":\"127.0.0.1:{seed.Place.Port}\"");
        status.Output.ShouldContain("\"software\":\"stand-in for Portainer\"");
    }
}
