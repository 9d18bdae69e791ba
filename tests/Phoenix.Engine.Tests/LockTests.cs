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
        error.Message.ShouldBe("ada runs `phoenix up` since 3 min (process 4711)");
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

    private FileRunLock Lock() => new(LockPath, time);

    private LockHolder Holder(string user, int process) => new(process, user, "up", time.GetUtcNow());
}
