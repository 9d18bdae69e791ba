using Phoenix.Lab.Host;

namespace Phoenix.Lab.Tests.Host;

public sealed class FileLockTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Lock_is_held_from_taking_to_giving_back_and_looking_does_not_take_it()
    {
        var folder = Directory.CreateTempSubdirectory("phoenix-lock-");
        var path = Path.Combine(folder.FullName, "lab.lock");
        FileLock.IsHeld(path).ShouldBeFalse();

        using (await FileLock.AcquireAsync(path, TimeProvider.System, Cancel))
        {
            FileLock.IsHeld(path).ShouldBeTrue();
        }

        using (new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read))
        {
            FileLock.IsHeld(path).ShouldBeFalse();
        }

        folder.Delete(recursive: true);
    }
}
