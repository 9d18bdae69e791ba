using Phoenix.Lab.Daemon;
using Phoenix.Lab.Host;

namespace Phoenix.Lab.Tests.Host;

public sealed class RealPathTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("phoenix-paths-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void Links_are_followed_and_what_does_not_exist_is_kept()
    {
        Directory.CreateDirectory(At("real/deep"));
        File.CreateSymbolicLink(At("absolute"), At("real"));
        File.CreateSymbolicLink(At("relative"), "absolute/deep");

        RealPath.Of(At("relative/new/state")).ShouldBe(At("real/deep/new/state"));
        new LabOptions { State = At("relative") }.State.ShouldBe(At("real/deep"));
    }

    [Fact]
    public void Relative_path_is_where_the_process_is_now() =>
        new LabOptions { State = "state" }.State.ShouldBe(RealPath.Of(Path.Combine(Environment.CurrentDirectory, "state")));

    [Fact]
    public void Links_in_a_circle_are_an_error()
    {
        File.CreateSymbolicLink(At("one"), At("other"));
        File.CreateSymbolicLink(At("other"), At("one"));

        Should.Throw<IOException>(() => RealPath.Of(At("one/state")));
    }

    private string At(string path) => Path.Combine(_folder.FullName, path);
}
