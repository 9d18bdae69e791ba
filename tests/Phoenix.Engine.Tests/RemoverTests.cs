namespace Phoenix.Engine.Tests;

public sealed class RemoverTests
{
    private readonly World world = new();
    private readonly Engine engine = new();

    [Fact]
    public async Task Down_removes_in_the_reverse_order_of_dependencies()
    {
        await engine.UpAsync(Thing("a"), Thing("b", "a"), Thing("c", "b"));
        world.Writes.Clear();

        var result = await engine.DownAsync(Thing("a"), Thing("b", "a"), Thing("c", "b"));

        world.WritesSoFar.ShouldBe(["Delete thing/c", "Delete thing/b", "Delete thing/a"]);
        world.Live.ShouldBeEmpty();
        result.IsWhole.ShouldBeTrue();
    }

    [Fact]
    public async Task Down_goes_on_past_a_failure_and_tries_it_again_at_the_end()
    {
        var parent = Thing("parent");
        world.Live[parent.Id] = "declared";
        var child = new FakeResource(world, "child", "parent")
        {
            OnRemove = _ => world.Live.ContainsKey(parent.Id) ? throw new IOException("the guest does not answer") : Task.CompletedTask,
        };

        var result = await engine.DownAsync(parent, child);

        result.IsWhole.ShouldBeTrue();
        world.WritesSoFar.ShouldBe(["Delete thing/parent", "Delete thing/child"]);
        engine.Recorder.Of<RunEvent.ResourceFailed>().ShouldBeEmpty();
        var postponed = engine.Recorder.Of<RunEvent.RemovalPostponed>().ShouldHaveSingleItem();
        (postponed.Resource, postponed.Error.Message).ShouldBe((child.Id, "the guest does not answer"));
    }

    [Fact]
    public async Task Down_with_a_lasting_failure_reports_it_once()
    {
        var stubborn = new FakeResource(world, "stubborn") { OnRemove = _ => throw new IOException("busy") };

        var result = await engine.DownAsync(stubborn, Thing("a"));

        result.Failed.ShouldHaveSingleItem().Error.Code.ShouldBe(EngineErrors.RemovalFailed);
        engine.Recorder.Of<RunEvent.ResourceFailed>().Count().ShouldBe(1);
        result.Done.Length.ShouldBe(1);
    }

    [Fact]
    public async Task Down_without_anything_there_removes_nothing_and_says_so()
    {
        var result = await engine.DownAsync(new FakeResource(world, "a") { MayBeThere = false });

        result.Done.ShouldBeEmpty();
        result.Unchanged.ShouldHaveSingleItem();
        result.IsWhole.ShouldBeTrue();
        engine.Recorder.Of<RunEvent.ResourceStarted>().ShouldBeEmpty();
        world.Writes.ShouldBeEmpty();
    }

    [Fact]
    public async Task Down_with_a_failed_search_searches_again_at_the_end()
    {
        var searches = 0;
        var finder = new Finder(() => searches++ == 0 ? throw new IOException("no answer") : []);

        (await engine.DownAsync([finder], Thing("a"))).IsWhole.ShouldBeTrue();

        searches.ShouldBe(2);
    }

    [Fact]
    public async Task Down_removes_what_only_the_second_search_finds()
    {
        var searches = 0;
        var orphan = new FakeResource(world, "old") { IsOrphan = true };
        var finder = new Finder(() => searches++ == 0 ? throw new IOException("no answer") : [orphan]);

        var result = await engine.DownAsync([finder], Thing("a"));

        result.IsWhole.ShouldBeTrue();
        world.WritesSoFar.ShouldBe(["Delete thing/a", "Delete thing/old"]);
    }

    [Fact]
    public async Task Down_with_a_search_that_never_succeeds_fails()
    {
        var result = await engine.DownAsync([new Finder(() => throw new IOException("no answer"))], Thing("a"));

        result.Failed.ShouldHaveSingleItem().Error.Code.ShouldBe(EngineErrors.OrphanSearchFailed);
        result.Done.ShouldHaveSingleItem();
    }

    [Fact]
    public async Task Down_removes_an_orphan_before_what_it_lives_on()
    {
        var orphan = new FakeResource(world, "stack/old", "thing/portainer") { IsOrphan = true };

        await engine.DownAsync([new Finder(() => [orphan])], Thing("lab"), Thing("portainer", "lab"));

        world.WritesSoFar.ShouldBe(["Delete stack/old", "Delete thing/portainer", "Delete thing/lab"]);
    }

    private FakeResource Thing(string name, params string[] needs) => new(world, name, [.. needs]);
}
