using System.Text.Json;
using Microsoft.Extensions.Time.Testing;

namespace Phoenix.Engine.Tests;

public sealed class JournalTests : IDisposable
{
    private readonly DirectoryInfo directory = Directory.CreateTempSubdirectory("phoenix-journal-");
    private readonly FakeTimeProvider time = new(new DateTimeOffset(2025, 11, 22, 23, 30, 0, TimeSpan.Zero));

    [Fact]
    public async Task Journal_holds_who_what_when_and_the_outcome_and_no_values()
    {
        var world = new World();
        world.Live[FakeResource.IdOf("drifted")] = "hunter2";
        var drifted = new FakeResource(world, "drifted") { Declared = "hunter3" };
        var broken = new FakeResource(world, "broken") { OnApply = _ => throw new IOException("disk full") };

        var lines = await RunAsync(drifted, broken, new FakeResource(world, "child", "broken"));

        lines
            .Select(line => line.GetProperty("what").GetString())
            .ShouldBe(["run", "plan", "start", "done", "start", "failed", "skipped", "end"]);
        lines[0].GetProperty("user").GetString().ShouldBe("ada");
        lines[0].GetProperty("at").GetDateTimeOffset().ShouldBe(time.GetUtcNow());
        lines[2].GetProperty("fields")[0].GetString().ShouldBe("value");
        lines[5].GetProperty("code").GetString().ShouldBe("PHX4011");
        lines[6].GetProperty("message").GetString().ShouldBe("it needs thing/broken, which failed");
        lines[7].GetProperty("counts").GetProperty("failed").GetInt32().ShouldBe(1);
        string.Concat(lines).ShouldNotContain("hunter");
    }

    [Fact]
    public async Task Run_that_finds_everything_as_declared_leaves_no_file()
    {
        var world = new World();
        world.Live[FakeResource.IdOf("same")] = "declared";

        await RunAsync(new FakeResource(world, "same") { Declared = "declared" });

        directory.EnumerateFileSystemInfos().ShouldBeEmpty();
    }

    [Fact]
    public async Task Journal_is_named_after_its_run_and_readable_by_its_owner_only()
    {
        await RunAsync(new FakeResource(new World(), "new"));

        var file = directory.GetFiles("*", SearchOption.AllDirectories).ShouldHaveSingleItem();
        file.Name.ShouldBe($"20251122T233000000Z-up-{Environment.ProcessId}.jsonl");
        (file.UnixFileMode & (UnixFileMode.GroupRead | UnixFileMode.OtherRead)).ShouldBe(UnixFileMode.None);
        (file.Directory!.UnixFileMode & (UnixFileMode.GroupExecute | UnixFileMode.OtherExecute)).ShouldBe(UnixFileMode.None);
    }

    [Fact]
    public void Journal_without_a_line_leaves_no_file()
    {
        using (FileJournal.For(Path.Combine(directory.FullName, "journal"), "plan", time)) { }

        directory.EnumerateFileSystemInfos().ShouldBeEmpty();
    }

    [Fact]
    public void Run_that_found_nothing_to_do_leaves_no_file()
    {
        using (var journal = Journal())
        {
            var events = Renewal(journal);
            events.Emit(new RunEvent.RunEnded(new RunResult([], TimeSpan.Zero, RunEnding.Completed)));
        }

        directory.EnumerateFileSystemInfos().ShouldBeEmpty();
    }

    [Fact]
    public void Run_that_was_stopped_or_that_changed_something_is_recorded_from_its_beginning()
    {
        using var journal = Journal();
        var events = Renewal(journal);
        var id = new ResourceId("certificate", "nginx");

        events.Emit(new RunEvent.ResourceDone(id, new Change(id, ChangeKind.Update), Proof.None, TimeSpan.Zero));
        events.Emit(new RunEvent.RunEnded(RunResult.BeforeItsSteps(RunEnding.Stopped)));

        Lines(journal).Select(line => line.GetProperty("what").GetString()).ShouldBe(["run", "done", "end"]);
        Lines(journal)[2].GetProperty("ending").GetString().ShouldBe("stopped");
    }

    [Fact]
    public void Newest_two_hundred_journals_are_kept()
    {
        for (var run = 0; run < 205; run++)
        {
            using var journal = Journal();
            Renewal(journal).Emit(new RunEvent.RunEnded(RunResult.BeforeItsSteps(RunEnding.Stopped)));
            time.Advance(TimeSpan.FromMinutes(15));
        }

        var files = directory
            .GetFiles("*.jsonl", SearchOption.AllDirectories)
            .Select(file => file.Name)
            .Order(StringComparer.Ordinal)
            .ToArray();
        files.Length.ShouldBe(200);
        files[0].ShouldStartWith("20251123T004500");
    }

    [Fact]
    public async Task Journal_keeps_what_a_probe_saw_and_a_library_said_to_itself()
    {
        var proved = new FakeResource(new World(), "proved") { OnVerify = () => new Proof(false, "the file says hunter2") };
        var broken = new FakeResource(new World(), "broken") { OnApply = _ => throw new IOException("hunter3") };

        var lines = await RunAsync(proved, broken);

        string.Concat(lines).ShouldNotContain("hunter");
        lines
            .Where(line => line.GetProperty("what").GetString() == "failed")
            .Select(line => line.GetProperty("message").GetString())
            .ShouldBe([EngineErrors.ProofFailed.Title, EngineErrors.ApplyFailed.Title]);
    }

    public void Dispose() => directory.Delete(recursive: true);

    private FileJournal Journal() => FileJournal.For(Path.Combine(directory.FullName, "journal"), "renew", time);

    private EventSink Renewal(FileJournal journal)
    {
        var events = new EventSink(time, new JournalObserver(journal, "ada"));
        events.Emit(new RunEvent.RunStarted("renew", "home"));
        return events;
    }

    private static JsonElement[] Lines(FileJournal journal) =>
        [.. File.ReadLines(journal.Path).Select(line => JsonDocument.Parse(line).RootElement)];

    private async Task<JsonElement[]> RunAsync(params IResource[] resources)
    {
        using var journal = FileJournal.For(Path.Combine(directory.FullName, "journal"), "up", time);
        var events = new EventSink(time, new JournalObserver(journal, "ada"));
        events.Emit(new RunEvent.RunStarted("up", "home"));
        var plan = await new Planner(events, time).PlanAsync(
            ResourceGraph.Of([.. resources]),
            [],
            1,
            TestContext.Current.CancellationToken
        );
        await new Applier(events, time).ApplyAsync(plan, new RunOptions { Parallelism = 1 }, StopSignals.None);
        return File.Exists(journal.Path) ? Lines(journal) : [];
    }
}
