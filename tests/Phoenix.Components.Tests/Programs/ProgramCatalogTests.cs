using System.Formats.Tar;
using System.IO.Compression;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using Phoenix.Components.Programs;
using Phoenix.Components.Systems;
using Phoenix.Testing;
using Phoenix.Topology;

namespace Phoenix.Components.Tests.Programs;

public sealed class ProgramCatalogTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Program_that_nobody_has_is_an_error_that_lists_what_was_tried()
    {
        var catalog = new ProgramCatalog([
            new BundleSource(null, Cache),
            new DebianSource(null, _folder.PathOf("built")),
            new StandInSource(Phoenix(), "0.1.0"),
        ]);

        var error = await Should.ThrowAsync<PhoenixException>(() => catalog.ObtainAsync("step-ca", Cancel));

        error.Code.ShouldBe(ProgramErrors.NotToBeHad);
        error.Remote.ShouldBe(
            """
            bundle: there is none (PHOENIX_BUNDLE names its directory)
            Debian: it is not in the cache, and nothing can be built here
            stand-in: there is none for step-ca
            """
        );
    }

    [Fact]
    public async Task Program_is_built_once_and_then_had_from_the_cache()
    {
        var builder = new FakeBuilder();
        var catalog = new ProgramCatalog([new DebianSource(builder, _folder.PathOf("built"))]);

        (await catalog.ChooseAsync("step-ca", Cancel)).Version.ShouldBe("to be built");
        var built = await catalog.ObtainAsync("step-ca", Cancel);
        var again = await catalog.ObtainAsync("step-ca", Cancel);

        builder.Builds.ShouldBe(1);
        again.ShouldBe(built);
        (await catalog.ChooseAsync("step-ca", Cancel)).ShouldBe(built);
        built.ShouldBe(new Program("step-ca", "0.20.0", "Debian", built.LocalPath, SystemPaths.Sha256Of("built")));
    }

    [Fact]
    public async Task Program_wanted_by_several_at_once_is_built_once()
    {
        var builder = new FakeBuilder();
        var catalog = new ProgramCatalog([new DebianSource(builder, _folder.PathOf("built"))]);

        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => catalog.ObtainAsync("step-ca", Cancel), Cancel)));

        builder.Builds.ShouldBe(1);
    }

    [Fact]
    public async Task Failed_build_leaves_nothing_and_the_next_source_is_asked()
    {
        var failing = new DebianSource(new FakeBuilder { Fails = true }, _folder.PathOf("built"));

        var error = await Should.ThrowAsync<PhoenixException>(() => new ProgramCatalog([failing]).ObtainAsync("step-ca", Cancel));
        var other = await new ProgramCatalog([failing, new DebianSource(new FakeBuilder(), _folder.PathOf("other"))]).ObtainAsync(
            "step-ca",
            Cancel
        );

        error.Remote!.ShouldContain("no space left");
        Directory.GetFileSystemEntries(_folder.PathOf("built")).ShouldBeEmpty();
        other.LocalPath.ShouldStartWith(_folder.PathOf("other"));
    }

    [Theory]
    [InlineData("traefik", "mesh", "stand-in for Traefik")]
    [InlineData("portainer", "stand-in portainer", "stand-in for Portainer")]
    [InlineData("portainer-agent", "stand-in agent", "stand-in for Portainer's agent")]
    public async Task Stand_in_is_a_command_of_phoenix_and_says_so(string name, string arguments, string source)
    {
        var program = await new ProgramCatalog([new StandInSource(Phoenix(), "0.1.0")]).ObtainAsync(name, Cancel);

        program.IsStandIn.ShouldBeTrue();
        program.Source.ShouldBe(source);
        program.LocalPath.ShouldBe(Phoenix());
        program.Sha256.ShouldBe(SystemPaths.Sha256Of("the phoenix binary"));
        string.Join(' ', program.CommandLine("/usr/local/bin/x")).ShouldBe($"/usr/local/bin/x {arguments}");
    }

    [Fact]
    public async Task Official_release_is_downloaded_and_held_to_the_lock()
    {
        var archive = Archive("step-ca_1/step-ca", "official");
        using var client = new HttpClient(new FakeServer(archive));
        var catalog = new ProgramCatalog([new ReleaseSource(LockFor(archive, "official"), client, Cache)]);

        var program = await catalog.ObtainAsync("step-ca", Cancel);

        program.Source.ShouldBe("official release");
        File.ReadAllText(program.LocalPath).ShouldBe("official");
    }

    [Fact]
    public async Task Official_release_that_is_another_one_is_refused()
    {
        var archive = Archive("step-ca_1/step-ca", "official");
        using var client = new HttpClient(new FakeServer(Archive("step-ca_1/step-ca", "evil")));
        var catalog = new ProgramCatalog([new ReleaseSource(LockFor(archive, "official"), client, Cache)]);

        (await Should.ThrowAsync<PhoenixException>(() => catalog.ObtainAsync("step-ca", Cancel))).Code.ShouldBe(ProgramErrors.Damaged);
    }

    [Fact]
    public async Task Recipe_runs_in_a_throw_away_system()
    {
        SkipUnless.Root();
        // The overlay's upper directory may not lie inside its lower one, which is this machine's root here.
        var scratch = Directory.CreateDirectory($"/dev/shm/phoenix-test-{Guid.NewGuid():N}").FullName;
        try
        {
            var builder = new ChrootBuilder(_ => Task.FromResult<System.Collections.Immutable.ImmutableArray<string>>(["/"]), scratch);
            var recipe = new ProgramRecipe(
                "demo",
                "mkdir /phoenix-build && printf built >/phoenix-build/demo && printf 7 >/phoenix-build/version"
            );

            await builder.BuildAsync(recipe, _folder.Root, Cancel);
            Directory.CreateDirectory(Path.Combine(scratch, ".build-999999999-killed", "upper"));
            var error = await Should.ThrowAsync<PhoenixException>(() =>
                builder.BuildAsync(new ProgramRecipe("demo", "echo why; exit 3"), _folder.Root, Cancel)
            );

            File.ReadAllText(_folder.PathOf("demo")).ShouldBe("built");
            File.ReadAllText(_folder.PathOf("version")).ShouldBe("7");
            Directory.Exists("/phoenix-build").ShouldBeFalse();
            error.Code.ShouldBe(ProgramErrors.NotBuilt);
            error.Remote.ShouldBe("why");
            Directory.GetFileSystemEntries(scratch).ShouldBeEmpty();
        }
        finally
        {
            Directory.Delete(scratch, recursive: true);
        }
    }

    public void Dispose() => _folder.Dispose();

    private ProgramCache Cache => new(_folder.PathOf("cache"));

    private string Phoenix() => _folder.Write("phoenix", "the phoenix binary");

    private string LockFor(byte[] archive, string content)
    {
        var arch =
            System.Runtime.InteropServices.RuntimeInformation.OSArchitecture == System.Runtime.InteropServices.Architecture.Arm64
                ? "arm64"
                : "amd64";
        return _folder.Write(
            "phoenix.lock",
            $$"""
            { "schemaVersion": 1, "releases": [
              { "name": "step-ca", "version": "1", "arch": "{{arch}}", "url": "https://example.org/step-ca.tar.gz", "member": "step-ca_1/step-ca",
                "sha256": "{{Convert.ToHexStringLower(SHA256.HashData(archive))}}", "binarySha256": "{{SystemPaths.Sha256Of(
                content
            )}}" } ] }
            """
        );
    }

    private static byte[] Archive(string member, string content)
    {
        var bytes = new MemoryStream();
        using (var zipped = new GZipStream(bytes, CompressionLevel.Fastest))
        using (var tar = new TarWriter(zipped))
        {
            tar.WriteEntry(
                new PaxTarEntry(TarEntryType.RegularFile, "step-ca_1/README") { DataStream = new MemoryStream("no"u8.ToArray()) }
            );
            tar.WriteEntry(
                new PaxTarEntry(TarEntryType.RegularFile, member) { DataStream = new MemoryStream(Encoding.ASCII.GetBytes(content)) }
            );
        }

        return bytes.ToArray();
    }

    private sealed class FakeServer(byte[] archive) : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
            Task.FromResult(new HttpResponseMessage(HttpStatusCode.OK) { Content = new ByteArrayContent(archive) });
    }

    private sealed class FakeBuilder : IProgramBuilder
    {
        public int Builds { get; private set; }

        public bool Fails { get; init; }

        public async Task BuildAsync(ProgramRecipe recipe, string into, CancellationToken cancel)
        {
            Builds++;
            await Task.Delay(20, cancel);
            if (Fails)
            {
                throw new PhoenixException(ProgramErrors.NotBuilt, "step-ca could not be built") { Remote = "no space left" };
            }

            await File.WriteAllTextAsync(Path.Combine(into, recipe.Name), "built", cancel);
            await File.WriteAllTextAsync(Path.Combine(into, "version"), "0.20.0", cancel);
        }
    }
}
