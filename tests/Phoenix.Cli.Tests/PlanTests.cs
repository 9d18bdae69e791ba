using Phoenix.Engine;
using Phoenix.Testing;
using Phoenix.Topology;

namespace Phoenix.Cli.Tests;

public sealed class PlanTests : IDisposable
{
    private readonly Cli cli = new();

    public void Dispose() => cli.Dispose();

    [Fact]
    public async Task Plan_shows_every_kind_of_change_and_changes_nothing()
    {
        cli.Sessions.Resources =
        [
            new Thing("guest", "traefik", "LXC 102") { Reason = "LXC 102 is gone; it will be made again" },
            new Thing("guest", "nginx", "LXC 101") { Live = "1024M", Declared = "512M" },
            new Thing("guest", "drphoenix", "VM 1002")
            {
                Live = "64G",
                Declared = "32G",
                WhenDrifted = ChangeKind.Replace,
            },
            new Thing("dns", "zone", "7 records") { Live = "declared" },
            new Thing("guest", "portainer", "VM 1001") { OnObserve = () => throw Refused() },
        ];

        var exitCode = await cli.RunAsync("plan");

        exitCode.ShouldBe(1);
        Directory.Exists(Path.Combine(cli.Home, "state")).ShouldBeFalse();
        Golden.Matches(cli.All, "plan.txt");
    }

    [Theory]
    [InlineData("plan", 0)]
    [InlineData("plan --detailed-exitcode", 2)]
    public async Task Plan_with_changes_exits_as_asked(string line, int exitCode)
    {
        cli.Sessions.Resources = SeedThings.Make();

        (await cli.RunAsync(line.Split(' '))).ShouldBe(exitCode);
    }

    [Fact]
    public async Task Plan_without_changes_is_done_also_when_details_are_asked_for()
    {
        cli.Sessions.Resources = SeedThings.Make();
        await cli.RunAsync("up");

        (await cli.RunAsync("plan", "--detailed-exitcode")).ShouldBe(0);

        cli.Output.ShouldContain("Everything is as declared.");
    }

    [Fact]
    public async Task Plan_as_json_is_one_document_with_the_fields_that_differ()
    {
        cli.Sessions.Resources = [new Thing("guest", "nginx", "LXC 101") { Live = "1024M", Declared = "512M" }];

        await cli.RunAsync("plan", "-o", "json");

        var plan = cli.Json.ShouldHaveSingleItem();
        plan.GetProperty("schemaVersion").GetInt32().ShouldBe(1);
        plan.GetProperty("changes")[0].GetProperty("change").GetString().ShouldBe("update");
        plan.GetProperty("changes")[0].GetProperty("fields")[0].GetProperty("live").GetString().ShouldBe("1024M");
    }

    private static PhoenixException Refused() =>
        new(new ErrorCode("PHX2003", "t", "m", "Give the token the right it lacks."), "the node refused to list its guests")
        {
            Remote = "Permission check failed (/, VM.Audit)",
        };
}
