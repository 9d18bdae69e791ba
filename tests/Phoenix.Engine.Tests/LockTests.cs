using Microsoft.Extensions.Time.Testing;
using Phoenix.Topology;

namespace Phoenix.Engine.Tests;

public sealed class LockTests : IDisposable
{
    private readonly DirectoryInfo directory = Directory.CreateTempSubdirectory("phoenix-lock-");
    private readonly FakeTimeProvider time = new(new DateTimeOffset(2025, 11, 22, 23, 30, 0, TimeSpan.Zero));

    private string LockPath => Path.Combine(directory.FullName, "state", "lock");

    [Fact]
    public void Second_run_is_refused_and_told_who_holds_the_lock()
    {
        using var first = Lock().Take(Holder("ada", 4711));
        time.Advance(TimeSpan.FromMinutes(3));

        var error = Should.Throw<PhoenixException>(() => Lock().Take(Holder("bob", 4712)));

        error.Code.ShouldBe(EngineErrors.Locked);
        error.Message.ShouldBe("ada has been running `phoenix up` for 3 min (process 4711)");
    }

    [Fact]
    public void Lock_given_back_can_be_taken_again()
    {
        Lock().Take(Holder("ada", 4711)).Dispose();

        Should.NotThrow(() => Lock().Take(Holder("bob", 4712)).Dispose());
        File.Exists(LockPath + ".holder").ShouldBeFalse();
    }

    [Fact]
    public async Task Lock_of_a_process_that_was_killed_is_taken_over()
    {
        Directory.CreateDirectory(Path.GetDirectoryName(LockPath)!);
        await File.WriteAllTextAsync(
            LockPath + ".holder",
            """{"process":4711,"user":"ada","command":"up","since":"2025-11-22T23:00:00+00:00"}""",
            TestContext.Current.CancellationToken
        );
        using var holder = System.Diagnostics.Process.Start("flock", [LockPath, "sleep", "60"]);
        await Eventually(() => IsHeld());

        holder.Kill(entireProcessTree: true);
        await holder.WaitForExitAsync(TestContext.Current.CancellationToken);

        await Eventually(() => !IsHeld());
        using var taken = Lock().Take(Holder("bob", 4712));
        File.ReadAllText(LockPath + ".holder").ShouldContain("bob");
    }

    [Fact]
    public async Task Run_that_waits_takes_the_lock_when_its_holder_is_done()
    {
        var first = Lock().Take(Holder("ada", 4711));
        List<string> told = [];

        var waiting = Patience(TimeSpan.FromMinutes(2))
            .TakeAsync(Lock(), Holder("bob", 4712), told.Add, TestContext.Current.CancellationToken);
        time.Advance(TimeSpan.FromSeconds(1));
        waiting.IsCompleted.ShouldBeFalse();
        first.Dispose();

        using var taken = await Advanced(waiting);
        told.ShouldHaveSingleItem().ShouldContain("ada has been running `phoenix up`");
        File.ReadAllText(LockPath + ".holder").ShouldContain("bob");
    }

    [Fact]
    public async Task Run_that_has_waited_long_enough_is_refused()
    {
        using var first = Lock().Take(Holder("ada", 4711));

        var waiting = Patience(TimeSpan.FromMinutes(2))
            .TakeAsync(Lock(), Holder("bob", 4712), _ => { }, TestContext.Current.CancellationToken);
        time.Advance(TimeSpan.FromMinutes(2));

        (await Should.ThrowAsync<PhoenixException>(() => Advanced(waiting))).Code.ShouldBe(EngineErrors.Locked);
    }

    [Fact]
    public void Lock_held_by_somebody_who_left_no_name_is_still_refused()
    {
        Directory.CreateDirectory(Path.GetDirectoryName(LockPath)!);
        using var nameless = new FileStream(LockPath, FileMode.Create, FileAccess.ReadWrite, FileShare.None);

        Should.Throw<PhoenixException>(() => Lock().Take(Holder("bob", 4712))).Message.ShouldContain("is held");
    }

    [Fact]
    public void State_directory_that_cannot_be_made_is_said_so()
    {
        File.WriteAllText(Path.Combine(directory.FullName, "state"), "a file, no directory");

        Should.Throw<PhoenixException>(() => Lock().Take(Holder("ada", 4711))).Code.ShouldBe(EngineErrors.StateUnwritable);
    }

    [Fact]
    public void Lock_that_cannot_be_opened_is_not_taken_for_held()
    {
        Directory.CreateDirectory(Path.GetDirectoryName(LockPath)!);
        // Refused by the kernel with ELOOP, as a full disk is with ENOSPC: an error, but nobody to wait for.
        File.CreateSymbolicLink(LockPath, LockPath);

        Should.Throw<PhoenixException>(() => Lock().Take(Holder("ada", 4711))).Code.ShouldBe(EngineErrors.StateUnwritable);
    }

    [Fact]
    public void Lock_is_given_back_when_its_holder_cannot_be_named()
    {
        Directory.CreateDirectory(LockPath + ".holder.new");

        Should.Throw<PhoenixException>(() => Lock().Take(Holder("ada", 4711))).Code.ShouldBe(EngineErrors.StateUnwritable);

        Directory.Delete(LockPath + ".holder.new");
        Should.NotThrow(() => Lock().Take(Holder("bob", 4712)).Dispose());
    }

    public void Dispose() => directory.Delete(recursive: true);

    private static async Task Eventually(Func<bool> condition)
    {
        for (var tries = 0; !condition(); tries++)
        {
            tries.ShouldBeLessThan(200);
            await Task.Delay(25, TestContext.Current.CancellationToken);
        }
    }

    private bool IsHeld()
    {
        try
        {
            Lock().Take(Holder("probe", 1)).Dispose();
            return false;
        }
        catch (PhoenixException)
        {
            return true;
        }
    }

    private LockPatience Patience(TimeSpan limit) => new(limit, time);

    // A step of the clock may come before the next pause begins: then it is made again.
    private async Task<IDisposable> Advanced(Task<IDisposable> waiting)
    {
        await Eventually(() =>
        {
            time.Advance(TimeSpan.FromSeconds(1));
            return waiting.IsCompleted;
        });
        return await waiting;
    }

    private FileRunLock Lock() => new(LockPath, time);

    private LockHolder Holder(string user, int process) => new(process, user, "up", time.GetUtcNow());
}
