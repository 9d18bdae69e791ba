using Phoenix.Engine;

namespace Phoenix.Cli.Tests;

public sealed class DownTests : IDisposable
{
    private readonly Cli cli = new();

    public void Dispose() => cli.Dispose();

    [Fact]
    public async Task Down_removes_everything_and_the_next_up_makes_it_again()
    {
        cli.Sessions.Resources = SeedThings.Make();
        await cli.RunAsync("up");

        (await cli.RunAsync("down", "--yes")).ShouldBe(0);

        cli.Sessions.Resources.Cast<Thing>().ShouldAllBe(thing => thing.Live == null);
        cli.Output.ShouldContain("5 removed");
        await cli.RunAsync("up");
        cli.Output.ShouldContain("5 created");
    }

    [Fact]
    public async Task Down_without_a_terminal_needs_yes()
    {
        cli.Sessions.Resources = SeedThings.Make();
        await cli.RunAsync("up");

        (await cli.RunAsync("down")).ShouldBe(64);

        cli.Sessions.Resources.Cast<Thing>().ShouldAllBe(thing => thing.Live != null);
        cli.Error.ShouldContain("phoenix down --yes");
    }

    [Theory]
    [InlineData("home", 0, true)]
    [InlineData("y", 1, false)]
    [InlineData("", 1, false)]
    public async Task Down_asks_for_the_name_of_the_platform(string answer, int exitCode, bool gone)
    {
        cli.Sessions.Resources = SeedThings.Make();
        await cli.RunAsync("up");
        cli.Terminal = new TerminalFactsBuilder { Input = true }.Build();
        cli.Answers = answer + "\n";

        (await cli.RunAsync("down")).ShouldBe(exitCode);

        cli.Error.ShouldContain("Type home to remove all of it");
        cli.Sessions.Resources.Cast<Thing>().All(thing => thing.Live is null).ShouldBe(gone);
    }

    [Fact]
    public async Task Down_removes_what_is_declared_no_more_and_ends_json_with_the_result()
    {
        var orphan = new Thing("stack", "old", "") { Live = "there" };
        cli.Sessions.Resources = [new Thing("guest", "a", "")];
        cli.Sessions.OrphanFinders = [new Finder(() => [orphan])];

        (await cli.RunAsync("down", "-y", "-o", "json")).ShouldBe(0);

        orphan.Live.ShouldBeNull();
        cli.Json[0].GetProperty("schemaVersion").GetInt32().ShouldBe(1);
        cli.Json[^1].GetProperty("removed").GetInt32().ShouldBe(2);
        cli.Json[^1].GetProperty("changed").GetInt32().ShouldBe(2);
    }

    [Fact]
    public async Task Down_with_nothing_there_says_so()
    {
        cli.Sessions.Resources = [new Thing("lab", "home", "") { MayBeThere = false }];

        (await cli.RunAsync("down", "--yes")).ShouldBe(0);
        cli.Output.ShouldContain("there was nothing to remove");

        await cli.RunAsync("down", "--yes", "-o", "json");
        cli.Json[^1].GetProperty("removed").GetInt32().ShouldBe(0);
    }

    [Fact]
    public async Task Down_whose_search_failed_fails_in_part()
    {
        cli.Sessions.Resources = [new Thing("guest", "a", "")];
        cli.Sessions.OrphanFinders = [new Finder(() => throw new IOException("no answer"))];

        (await cli.RunAsync("down", "--yes")).ShouldBe(4);

        cli.Error.ShouldContain("PHX4014");
        cli.Output.ShouldContain("1 done, 1 failed");
    }

    [Fact]
    public async Task Removal_that_fails_at_first_is_told_and_recorded()
    {
        var tries = 0;
        var stubborn = new Thing("stack", "hello", "")
        {
            OnRemove = () => tries++ == 0 ? throw new IOException("busy") : Task.CompletedTask,
        };
        cli.Sessions.Resources = [stubborn];

        (await cli.RunAsync("down", "--yes")).ShouldBe(0);

        cli.Error.ShouldContain("↻ stack     hello     tried again at the end: busy");
        var journal = Directory.GetFiles(Path.Combine(cli.Home, "state", "home", "journal")).ShouldHaveSingleItem();
        (await File.ReadAllTextAsync(journal, TestContext.Current.CancellationToken)).ShouldContain("\"what\":\"postponed\"");

        tries = 0;
        await cli.RunAsync("down", "--yes", "-o", "json");
        cli.Json.Select(line => line.GetProperty("type").GetString()).ShouldBe(["start", "postponed", "start", "done", "result"]);
        cli.Json[1].GetProperty("error").GetProperty("message").GetString().ShouldBe("busy");
    }
}
