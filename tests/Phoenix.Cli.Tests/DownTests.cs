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
        cli.Sessions.OrphanFinders = [new OneOrphan(orphan)];

        (await cli.RunAsync("down", "-y", "-o", "json")).ShouldBe(0);

        orphan.Live.ShouldBeNull();
        cli.Json[0].GetProperty("schemaVersion").GetInt32().ShouldBe(1);
        cli.Json[^1].GetProperty("removed").GetInt32().ShouldBe(2);
        cli.Json[^1].GetProperty("changed").GetInt32().ShouldBe(2);
    }

    private sealed class OneOrphan(IResource orphan) : IOrphanFinder
    {
        public Task<System.Collections.Immutable.ImmutableArray<IResource>> FindAsync(CancellationToken cancel) =>
            Task.FromResult<System.Collections.Immutable.ImmutableArray<IResource>>([orphan]);
    }
}
