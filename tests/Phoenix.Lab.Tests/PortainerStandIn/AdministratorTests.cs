using Microsoft.Extensions.Time.Testing;
using Phoenix.Lab.PortainerStandIn;

namespace Phoenix.Lab.Tests.PortainerStandIn;

public sealed class AdministratorTests
{
    [Fact]
    public async Task Instance_without_administrator_for_five_minutes_locks_itself_until_a_restart()
    {
        var time = new FakeTimeProvider(DateTimeOffset.UtcNow);
        await using var rig = await Rig.StartAsync(time);
        (await rig.SendAsync(Get("/api/users/admin/check"))).Status.ShouldBe(404);

        time.Advance(TimeSpan.FromMinutes(5.1));

        var locked = await rig.SendAsync(Get("/api/users/admin/check"));
        locked.Status.ShouldBe(303);
        locked.Body.ShouldContain("Administrator initialization timeout");
        (await rig.SendAsync(Get("/api/system/status"))).Status.ShouldBe(303);
        (await rig.SendAsync(Get("/api/status"))).Status.ShouldBe(200);

        await rig.StopServerAsync();
        await rig.StartServerAsync();
        (await rig.SendAsync(Get("/api/users/admin/check"))).Status.ShouldBe(404);
    }

    [Fact]
    public async Task Tenth_log_in_within_a_second_bans_the_address_from_log_ins_alone()
    {
        var time = new FakeTimeProvider(DateTimeOffset.UtcNow);
        await using var rig = await Rig.StartAsync(time);
        for (var i = 0; i < 9; i++)
        {
            (await rig.SendAsync(Post("/api/auth", "{}"))).Status.ShouldBe(400);
        }

        var banned = await rig.SendAsync(Post("/api/auth", "{}"));
        banned.Status.ShouldBe(403);
        banned.Body.ShouldContain("Access denied to resource");
        (await rig.SendAsync(Get("/api/users/admin/check"))).Status.ShouldBe(404);

        time.Advance(TimeSpan.FromHours(1.1));
        (await rig.SendAsync(Post("/api/auth", "{}"))).Status.ShouldBe(303, "the instance has no administrator and is locked by now");
    }

    [Fact]
    public async Task Password_file_makes_the_administrator_at_the_first_start_only()
    {
        var data = Directory.CreateTempSubdirectory("phx-standin-");
        var file = Path.Combine(data.FullName, "password");
        await File.WriteAllTextAsync(file, "first-password\n");
        var options = new StandInOptions
        {
            DataDirectory = data.FullName,
            Https = new(System.Net.IPAddress.Loopback, 0),
            Http = null,
            PasswordFile = file,
        };

        await (await StandInServer.StartAsync(options, new FakeCompose(), TimeProvider.System, CancellationToken.None)).DisposeAsync();
        var first = await File.ReadAllTextAsync(Path.Combine(data.FullName, "portainer.json"));
        await File.WriteAllTextAsync(file, "second-password\n");
        await (await StandInServer.StartAsync(options, new FakeCompose(), TimeProvider.System, CancellationToken.None)).DisposeAsync();

        first.ShouldContain("\"Username\":\"admin\"");
        (await File.ReadAllTextAsync(Path.Combine(data.FullName, "portainer.json"))).ShouldBe(first);
        File.Delete(file);
        await Should.ThrowAsync<Topology.PhoenixException>(() =>
            StandInServer.StartAsync(options, new FakeCompose(), TimeProvider.System, CancellationToken.None)
        );
        data.Delete(recursive: true);
    }

    private static HttpRequestMessage Get(string path) => new(HttpMethod.Get, new Uri(path, UriKind.Relative));

    private static HttpRequestMessage Post(string path, string body) =>
        new(HttpMethod.Post, new Uri(path, UriKind.Relative)) { Content = new StringContent(body) };
}
