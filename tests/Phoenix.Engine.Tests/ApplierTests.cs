using System.Collections.Immutable;
using CsCheck;
using Microsoft.Extensions.Time.Testing;
using Phoenix.Topology;

namespace Phoenix.Engine.Tests;

public sealed class ApplierTests
{
    private readonly World world = new();
    private readonly Engine engine = new();

    [Fact]
    public async Task Run_applies_in_the_order_of_dependencies()
    {
        var result = await engine.UpAsync(Thing("c", "b"), Thing("b", "a"), Thing("a"));

        world.WritesSoFar.ShouldBe(["Create thing/a", "Create thing/b", "Create thing/c"]);
        result.IsWhole.ShouldBeTrue();
        result.Done.Length.ShouldBe(3);
    }

    [Fact]
    public async Task Second_run_changes_nothing_and_proves_everything()
    {
        await engine.UpAsync(Thing("a"), Thing("b", "a"));
        world.Writes.Clear();
        var second = new Engine();

        var result = await second.UpAsync(Thing("a"), Thing("b", "a"));

        world.Writes.ShouldBeEmpty();
        result.Unchanged.Length.ShouldBe(2);
        second.Recorder.Of<RunEvent.ProofMade>().Select(proof => proof.Proof.Seen).ShouldBe(["probed", "probed"]);
    }

    [Fact]
    public async Task Proof_that_the_plan_has_seen_counts_only_while_it_is_new()
    {
        await engine.UpAsync(Thing("a"));
        var time = new FakeTimeProvider();
        var recorder = new Recorder();
        var events = new EventSink(time, recorder);
        var seen = new FakeResource(world, "a") { SeenInPlan = new Proof(true, "seen") };
        var plan = await new Planner(events, time).PlanAsync(ResourceGraph.Of([seen]), [], 1, TestContext.Current.CancellationToken);

        time.Advance(TimeSpan.FromMinutes(5));
        await new Applier(events, time).ApplyAsync(plan, new RunOptions(), StopSignals.None);

        recorder.Of<RunEvent.ProofMade>().ShouldHaveSingleItem().Proof.Seen.ShouldBe("probed");
    }

    [Fact]
    public async Task Proof_that_the_plan_has_seen_is_taken_over_while_nothing_below_it_changed()
    {
        await engine.UpAsync(Thing("a"), Thing("b", "a"));
        var seen = new FakeResource(world, "b", "a") { SeenInPlan = new Proof(true, "seen"), OnVerify = () => new Proof(true, "probed") };

        var second = new Engine();
        await second.UpAsync(Thing("a"), seen);
        var third = new Engine();
        await third.UpAsync(new FakeResource(world, "a") { Declared = "otherwise" }, seen);

        ProofOf(second).ShouldBe("seen");
        ProofOf(third).ShouldBe("probed");

        static string ProofOf(Engine run) => run.Recorder.Of<RunEvent.ProofMade>().Single(proof => proof.Resource.Name == "b").Proof.Seen;
    }

    [Fact]
    public async Task Run_told_not_to_prove_unchanged_resources_leaves_them_alone()
    {
        await engine.UpAsync(Thing("a"));
        var quick = new Engine { Options = new RunOptions { Unchanged = UnchangedProofs.LeaveOut } };

        await quick.UpAsync(new FakeResource(world, "a") { OnVerify = () => throw new InvalidOperationException("probed") });

        quick.Recorder.Of<RunEvent.ProofMade>().ShouldBeEmpty();
    }

    [Fact]
    public async Task Failed_resource_blocks_only_its_dependents_and_the_report_names_the_cause()
    {
        var broken = new FakeResource(world, "broken") { OnApply = _ => throw new IOException("disk full") };

        var result = await engine.UpAsync(broken, Thing("child", "broken"), Thing("grandchild", "child"), Thing("other"));

        result.Failed.ShouldHaveSingleItem().Error.Message.ShouldBe("disk full");
        result.Done.ShouldHaveSingleItem().Resource.Name.ShouldBe("other");
        result
            .Skipped.Select(skipped => skipped.Why)
            .ShouldBe(["it needs thing/broken, which failed", "it needs thing/child, which needs thing/broken"]);
        result.Skipped.ShouldAllBe(skipped => skipped.Because == broken.Id);
    }

    [Fact]
    public async Task Failed_proof_after_a_change_is_a_failure_with_what_was_seen()
    {
        var result = await engine.UpAsync(new FakeResource(world, "a") { OnVerify = () => new Proof(false, "still serves 0c44") });

        var error = result.Failed.ShouldHaveSingleItem().Error;
        (error.Code, error.Message).ShouldBe((EngineErrors.ProofFailed, "still serves 0c44"));
    }

    [Fact]
    public async Task Failed_proof_without_a_change_is_a_failure_too()
    {
        await engine.UpAsync(Thing("a"));

        var result = await new Engine().UpAsync(new FakeResource(world, "a") { OnVerify = () => new Proof(false, "silent") });

        result.Failed.ShouldHaveSingleItem().Error.Code.ShouldBe(EngineErrors.ProofFailed);
    }

    [Fact]
    public async Task Resource_whose_parent_changed_is_planned_again_before_its_turn()
    {
        await engine.UpAsync(Thing("parent"), Thing("child", "parent"));
        world.Live[FakeResource.IdOf("parent")] = "drifted";
        var parent = new FakeResource(world, "parent")
        {
            OnApply = _ =>
            {
                world.Live[FakeResource.IdOf("child")] = "lost with its parent";
                return Task.CompletedTask;
            },
        };
        var second = new Engine();

        var plan = await second.PlanAsync([parent, Thing("child", "parent")]);
        var result = await second.ApplyAsync(plan);

        plan.Changes.Length.ShouldBe(1);
        result.Done.Select(done => done.Resource.Name).ShouldBe(["parent", "child"]);
        world.Live[FakeResource.IdOf("child")].ShouldBe("declared");
    }

    [Fact]
    public async Task Resource_that_was_to_be_made_is_reported_as_made_when_its_parent_brings_its_beginning()
    {
        var parent = new FakeResource(world, "parent")
        {
            OnApply = _ =>
            {
                world.Live[FakeResource.IdOf("child")] = "as the template has it";
                return Task.CompletedTask;
            },
        };

        var result = await engine.UpAsync(parent, Thing("child", "parent"));

        world.WritesSoFar.ShouldBe(["Create thing/parent", "Update thing/child"]);
        result.Done.Select(done => done.Change.Kind).ShouldBe([ChangeKind.Create, ChangeKind.Create]);
    }

    [Fact]
    public async Task Resource_absent_only_because_its_parent_was_absent_is_not_applied()
    {
        await engine.UpAsync(Thing("parent"), Thing("child", "parent"), Thing("grandchild", "child"));
        world.Live.TryRemove(FakeResource.IdOf("parent"), out _);
        world.Writes.Clear();
        var second = new Engine();

        var plan = await second.PlanAsync([Thing("parent"), Thing("child", "parent"), Thing("grandchild", "child")]);
        await second.ApplyAsync(plan);

        plan.ToCreate.ShouldBe(2);
        world.WritesSoFar.ShouldBe(["Create thing/parent"]);
        second.Recorder.Of<RunEvent.ResourceUnchanged>().Select(same => same.Resource.Name).ShouldBe(["child"]);
    }

    [Fact]
    public async Task Resource_whose_observation_failed_gets_a_second_look_in_the_run()
    {
        var looks = 0;
        var flaky = new FakeResource(world, "flaky") { OnObserve = _ => ++looks == 1 ? throw new IOException("busy") : Task.CompletedTask };

        (await engine.UpAsync(flaky)).Done.Length.ShouldBe(1);
    }

    [Fact]
    public async Task Loss_that_the_agreed_plan_did_not_name_is_refused()
    {
        world.Live[FakeResource.IdOf("disk")] = "declared";
        var parent = new FakeResource(world, "parent")
        {
            OnApply = _ =>
            {
                world.Live[FakeResource.IdOf("disk")] = "other";
                return Task.CompletedTask;
            },
        };
        world.Live[parent.Id] = "drifted";
        var disk = new FakeResource(world, "disk", "parent") { KindOfDrift = _ => ChangeKind.Replace };

        var result = await engine.UpAsync(parent, disk);

        result.Failed.ShouldHaveSingleItem().Error.Code.ShouldBe(EngineErrors.ConsentMissing);
        world.Live[disk.Id].ShouldBe("other");
    }

    [Fact]
    public async Task Run_stays_under_the_limit_of_parallelism()
    {
        var limited = new Engine { Options = new RunOptions { Parallelism = 2 } };
        ImmutableArray<IResource> resources =
        [
            .. Enumerable.Range(0, 10).Select(index => new FakeResource(world, $"{index}") { OnApply = cancel => Task.Delay(15, cancel) }),
        ];

        await limited.UpAsync(resources);

        world.MostAtOnce.ShouldBe(2);
    }

    [Fact]
    public async Task Events_tell_the_story_of_one_resource_in_order()
    {
        await engine.UpAsync(Thing("a"));

        engine
            .Recorder.Events.Select(happened => happened.GetType().Name)
            .ShouldBe(["PlanMade", "ResourceStarted", "ResourceProgress", "ResourceDone", "RunEnded"]);
    }

    [Fact]
    public Task Random_graph_with_random_failures_is_applied_as_far_as_it_goes() =>
        Gen.Select(RandomGraphs.Acyclic, Gen.Bool.Array[14], Gen.Int[1, 4])
            .SampleAsync(
                async sample =>
                {
                    var (edges, fails, parallelism) = sample;
                    var live = new World();
                    var resources = RandomGraphs.Resources(edges, live);
                    ImmutableArray<IResource> withFailures =
                    [
                        .. resources.Select(
                            (resource, index) =>
                                fails[index]
                                    ? new FakeResource(live, resource.Id.Name, [.. resource.DependsOn.Select(id => id.Name)])
                                    {
                                        OnApply = _ => throw new IOException("told to"),
                                    }
                                    : resource
                        ),
                    ];
                    var run = new Engine { Options = new RunOptions { Parallelism = parallelism } };

                    var first = await run.UpAsync(withFailures);
                    var blocked = new HashSet<int>();
                    for (var node = 0; node < edges.Length; node++)
                    {
                        if (fails[node] || edges[node].Any(blocked.Contains))
                        {
                            blocked.Add(node);
                        }
                    }

                    // Exactly the failed ones and what needs them are missing, and the next run makes up for it.
                    Enumerable
                        .Range(0, edges.Length)
                        .ShouldAllBe(node => live.Live.ContainsKey(resources[node].Id) != blocked.Contains(node));
                    (first.Failed.Length + first.Skipped.Length).ShouldBe(blocked.Count);
                    live.MostAtOnce.ShouldBeLessThanOrEqualTo(parallelism);
                    var second = await new Engine().UpAsync(RandomGraphs.Resources(edges, live));
                    second.IsWhole.ShouldBeTrue();
                    second.Done.Length.ShouldBe(blocked.Count);
                },
                iter: 60
            );

    private FakeResource Thing(string name, params string[] needs) => new(world, name, [.. needs]);
}
