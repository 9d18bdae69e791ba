using System.Collections.Immutable;
using System.Formats.Tar;
using System.Text;
using Phoenix.Components.Stacks;
using Phoenix.Topology;

namespace Phoenix.Components.Tests.Stacks;

public sealed class BuildContextTests
{
    private static readonly BuildSection Section = new() { Service = "web", Context = "shop/web" };

    [Fact]
    public async Task Archive_holds_the_files_with_their_modes_and_no_times()
    {
        var context = BuildContext.Of(Section, [File("Dockerfile", "FROM scratch"), File("bin/run", "#!", executable: true)]);

        await using var archive = await context.ToTarAsync(TestContext.Current.CancellationToken);

        await using var reader = new TarReader(archive);
        var entries = new List<string>();
        while (await reader.GetNextEntryAsync(copyData: true, TestContext.Current.CancellationToken) is { } entry)
        {
            entries.Add(
                $"{entry.Name} {Convert.ToString((int)entry.Mode, 8)} {entry.ModificationTime.ToUnixTimeSeconds()} {new StreamReader(entry.DataStream!).ReadToEnd()}"
            );
        }

        entries.ShouldBe(["Dockerfile 644 0 FROM scratch", "bin/run 755 0 #!"]);
    }

    [Fact]
    public void Digest_is_the_same_in_any_order_and_another_with_any_change()
    {
        var digest = Digest([File("Dockerfile", "FROM scratch"), File("a", "1")], Section);

        Digest([File("a", "1"), File("Dockerfile", "FROM scratch")], Section).ShouldBe(digest);
        Digest([File("Dockerfile", "FROM scratch"), File("a", "2")], Section).ShouldNotBe(digest);
        Digest([File("Dockerfile", "FROM scratch"), File("b", "1")], Section).ShouldNotBe(digest);
        Digest([File("Dockerfile", "FROM scratch"), File("a", "1", executable: true)], Section).ShouldNotBe(digest);
        Digest([File("Dockerfile", "FROM scratch"), File("a", "1")], Section with { Target = "x" }).ShouldNotBe(digest);
        Digest([File("Dockerfile", "FROM scratch"), File("a", "1")], Section with { Arguments = Section.Arguments.Add("A", "1") })
            .ShouldNotBe(digest);
    }

    [Fact]
    public void Ignored_files_stay_out_but_the_dockerfile_does_not()
    {
        var context = BuildContext.Of(
            Section,
            [
                File(".dockerignore", "*\n!src\n**/*.tmp\n"),
                File("Dockerfile", "FROM scratch"),
                File("src/a.c", ""),
                File("src/b.tmp", ""),
                File("notes", ""),
            ]
        );

        context.Files.Select(file => file.Path).ShouldBe(["Dockerfile", "src/a.c"]);
    }

    [Theory]
    [InlineData("node_modules", "node_modules/x/y.js", true)]
    [InlineData("node_modules", "src/node_modules/x", false)]
    [InlineData("**/node_modules", "src/node_modules/x", true)]
    [InlineData("*.log", "a.log", true)]
    [InlineData("*.log", "b/a.log", false)]
    [InlineData("a?c", "abc", true)]
    [InlineData("# comment", "# comment", false)]
    [InlineData("*.md\n!README.md", "README.md", false)]
    public void Ignore_pattern_decides(string rules, string path, bool ignored) => IgnoreRules.Parse(rules).Ignores(path).ShouldBe(ignored);

    [Fact]
    public void Context_without_dockerfile_is_refused() =>
        Should.Throw<PhoenixException>(() => BuildContext.Of(Section, [])).Code.ShouldBe(StackErrors.ContextInvalid);

    [Fact]
    public void Inline_dockerfile_becomes_a_file_of_the_context()
    {
        var context = BuildContext.Of(Section with { InlineDockerfile = "FROM scratch" }, []);

        context.DockerfileText.ShouldBe("FROM scratch");
        context.Dockerfile.ShouldBe(BuildContext.InlineDockerfile);
    }

    [Fact]
    public async Task Seed_and_directory_give_the_same_tag()
    {
        var folder = Directory.CreateTempSubdirectory("phx-context-");
        foreach (var (path, bytes) in SeedPlatform.Files)
        {
            Directory.CreateDirectory(Path.GetDirectoryName(Path.Combine(folder.FullName, path))!);
            await System.IO.File.WriteAllBytesAsync(Path.Combine(folder.FullName, path), [.. bytes], TestContext.Current.CancellationToken);
        }

        var stack = Platforms.Seed.Stacks[0];
        var embedded = await StackDesign.ImagesAsync(stack, ContextFiles.Of(Platforms.Seed), TestContext.Current.CancellationToken);
        var onDisk = await StackDesign.ImagesAsync(
            stack,
            new DirectoryContextFiles(folder.FullName),
            TestContext.Current.CancellationToken
        );

        embedded.ShouldHaveSingleItem().Reference.ShouldMatch("^phoenix/hello/web:[0-9a-f]{12}$");
        onDisk.ShouldHaveSingleItem().Reference.ShouldBe(embedded[0].Reference);
        folder.Delete(recursive: true);
    }

    [Fact]
    public async Task Links_and_empty_directories_are_part_of_the_context()
    {
        using var folder = new TemporaryFolder();
        await folder.WriteAsync("Dockerfile", "FROM scratch");
        System.IO.File.CreateSymbolicLink(folder.PathOf("current"), "releases/1");
        Directory.CreateDirectory(folder.PathOf("var/cache"));

        var context = BuildContext.Of(Section, await folder.ReadAsync());

        context.Files.Select(file => file.Path).ShouldBe(["Dockerfile", "current", "var/cache"]);
        await using var reader = new TarReader(await context.ToTarAsync(TestContext.Current.CancellationToken));
        var entries = new List<(TarEntryType, string)>();
        while (await reader.GetNextEntryAsync(copyData: true, TestContext.Current.CancellationToken) is { } entry)
        {
            entries.Add((entry.EntryType, entry.LinkName));
        }

        entries.ShouldBe([(TarEntryType.RegularFile, ""), (TarEntryType.SymbolicLink, "releases/1"), (TarEntryType.Directory, "")]);
        var digest = context.DigestWith(Section);
        System.IO.File.Delete(folder.PathOf("current"));
        System.IO.File.CreateSymbolicLink(folder.PathOf("current"), "releases/2");
        BuildContext.Of(Section, await folder.ReadAsync()).DigestWith(Section).ShouldNotBe(digest);
    }

    [Fact]
    public async Task Pipe_in_a_context_is_an_error_and_not_waited_for()
    {
        using var folder = new TemporaryFolder();
        await folder.WriteAsync("Dockerfile", "FROM scratch");
        await folder.WriteAsync("empty", "");
        Should.NotThrow(async () => await folder.ReadAsync());
        using var process = System.Diagnostics.Process.Start("mkfifo", [folder.PathOf("pipe")]);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);

        var error = await Should.ThrowAsync<PhoenixException>(() => folder.ReadAsync());

        error.Code.ShouldBe(StackErrors.ContextInvalid);
        error.Remote.ShouldNotBeNull().ShouldContain("pipe");
    }

    [Fact]
    public async Task Ignored_files_are_not_read()
    {
        using var folder = new TemporaryFolder();
        await folder.WriteAsync(".dockerignore", "big\nDockerfile\n*.log\n");
        await folder.WriteAsync("Dockerfile", "FROM scratch");
        await folder.WriteAsync("big/file", "x");
        await folder.WriteAsync("a.log", "x");

        (await folder.ReadAsync()).Select(file => file.Path).ShouldBe([".dockerignore", "Dockerfile"]);
    }

    [Fact]
    public void Two_stacks_never_share_a_repository() =>
        StackImage.RepositoryOf("a-b", "c").ShouldNotBe(StackImage.RepositoryOf("a", "b-c"));

    [Fact]
    public void Base_images_are_found_without_stages_and_variables() =>
        DockerfileImages
            .Of(
                "FROM --platform=linux/amd64 golang:1.24 AS build\nfrom debian:13-slim\nFROM build AS test\nFROM ${BASE}\nFROM scratch\nFROM debian:13-slim\n"
            )
            .ShouldBe(["golang:1.24", "debian:13-slim"]);

    [Theory]
    [InlineData("debian", "debian", "latest")]
    [InlineData("debian:13-slim", "debian", "13-slim")]
    [InlineData("registry:5000/team/app", "registry:5000/team/app", "latest")]
    [InlineData("registry:5000/team/app:1", "registry:5000/team/app", "1")]
    [InlineData("app@sha256:00", "app", "sha256:00")]
    public void Reference_is_read_as_docker_reads_it(string text, string repository, string tag) =>
        ImageReference.Parse(text).ShouldBe(new ImageReference(repository, tag));

    private static string Digest(ImmutableArray<ContextFile> files, BuildSection section) =>
        BuildContext.Of(section, files).DigestWith(section);

    private sealed class TemporaryFolder : IDisposable
    {
        private readonly DirectoryInfo root = Directory.CreateTempSubdirectory("phx-context-");

        public void Dispose() => root.Delete(recursive: true);

        public string PathOf(string path) => Path.Combine(root.FullName, Section.Context, path);

        public async Task WriteAsync(string path, string text)
        {
            Directory.CreateDirectory(Path.GetDirectoryName(PathOf(path))!);
            await System.IO.File.WriteAllTextAsync(PathOf(path), text, TestContext.Current.CancellationToken);
        }

        public Task<ImmutableArray<ContextFile>> ReadAsync() =>
            new DirectoryContextFiles(root.FullName).ReadAsync(Section, TestContext.Current.CancellationToken);
    }

    private static ContextFile File(string path, string content, bool executable = false) =>
        new(path, Encoding.UTF8.GetBytes(content), executable);
}
