using Phoenix.Cli.Platforms;
using Phoenix.Testing;
using Phoenix.Topology;

namespace Phoenix.Cli.Tests;

public sealed class DiskFilesTests : IDisposable
{
    private readonly DirectoryInfo home = Directory.CreateTempSubdirectory("phoenix-files-");

    public void Dispose() => home.Delete(recursive: true);

    [Fact]
    public void File_inside_is_found_and_an_absent_one_is_missing()
    {
        File.WriteAllText(PathOf("compose.yaml"), "services");

        Files().Read("compose.yaml").ShouldBeOfType<PlatformFile.Found>().Bytes.Length.ShouldBe(8);
        Files().Read("absent.yaml").ShouldBeOfType<PlatformFile.Missing>();
    }

    [Fact]
    public void Link_that_leads_outside_is_refused()
    {
        Directory.CreateSymbolicLink(PathOf("stacks"), "/etc");
        File.CreateSymbolicLink(PathOf("passwd"), "/etc/passwd");

        Files().Read("stacks/passwd").ShouldBeOfType<PlatformFile.Refused>().Why.ShouldContain("outside");
        Files().Read("passwd").ShouldBeOfType<PlatformFile.Refused>();
        Files().Read("../" + home.Name + "/../../etc/passwd").ShouldNotBeOfType<PlatformFile.Found>();
    }

    [Fact]
    public void Link_within_the_directory_is_followed()
    {
        File.WriteAllText(PathOf("real.yaml"), "x");
        File.CreateSymbolicLink(PathOf("link.yaml"), "real.yaml");

        Files().Read("link.yaml").ShouldBeOfType<PlatformFile.Found>();
    }

    [Fact]
    public void File_below_the_root_directory_is_inside() => new DiskFiles("/").Read("etc/passwd").ShouldBeOfType<PlatformFile.Found>();

    [Fact]
    public async Task Pipe_is_refused_and_not_waited_for()
    {
        using (var made = System.Diagnostics.Process.Start(SkipUnless.Program("mkfifo"), [PathOf("compose.yaml")]))
        {
            await made.WaitForExitAsync(TestContext.Current.CancellationToken);
        }

        var read = Task.Run(() => Files().Read("compose.yaml"), TestContext.Current.CancellationToken);

        (await read.WaitAsync(TimeSpan.FromSeconds(20), TestContext.Current.CancellationToken))
            .ShouldBeOfType<PlatformFile.Refused>()
            .Why.ShouldBe("it is no regular file");
    }

    [Fact]
    public void File_that_is_too_large_is_read_no_further_than_that_is_known()
    {
        using (var giant = File.Create(PathOf("compose.yaml")))
        {
            giant.SetLength(3L * 1024 * 1024 * 1024);
        }

        Files().Read("compose.yaml").ShouldBeOfType<PlatformFile.Found>().Bytes.Length.ShouldBe(SourceText.MostBytes);
    }

    [Fact]
    public void Directory_reached_through_a_link_is_read_as_usual()
    {
        Directory.CreateDirectory(PathOf("real"));
        File.WriteAllText(PathOf("real/compose.yaml"), "x");
        Directory.CreateSymbolicLink(PathOf("alias"), PathOf("real"));

        new DiskFiles(PathOf("alias")).Read("compose.yaml").ShouldBeOfType<PlatformFile.Found>();
    }

    private DiskFiles Files() => new(home.FullName);

    private string PathOf(string name) => Path.Combine(home.FullName, name);
}
