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

    private FakeResource Thing(string name, params string[] needs) => new(world, name, [.. needs]);
}
