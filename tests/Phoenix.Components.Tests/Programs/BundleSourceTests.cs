using System.Diagnostics;
using Phoenix.Components.Programs;
using Phoenix.Components.Systems;
using Phoenix.Testing;
using Phoenix.Topology;

namespace Phoenix.Components.Tests.Programs;

public sealed class BundleSourceTests : IDisposable
{
    private const string Demo = "#!/bin/sh\necho demo\n";

    private readonly TemporaryFolder _folder = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private ProgramCache Cache => new(_folder.PathOf("cache"));

    [Fact]
    public async Task Program_is_unpacked_once_and_can_be_run()
    {
        var catalog = new ProgramCatalog([new BundleSource(Bundle(), Cache)]);

        var chosen = await catalog.ChooseAsync("demo", Cancel);
        File.Exists(chosen.LocalPath).ShouldBeFalse();
        var obtained = await catalog.ObtainAsync("demo", Cancel);

        obtained.ShouldBe(chosen);
        obtained.Source.ShouldBe("bundle");
        File.ReadAllText(obtained.LocalPath).ShouldBe(Demo);
        File.GetUnixFileMode(obtained.LocalPath).ShouldBe((UnixFileMode)0b111_101_101);
        // The second time nothing is unpacked: the bundle may even be gone.
        File.Delete(_folder.PathOf("bundle/demo.xz"));
        (await catalog.ObtainAsync("demo", Cancel)).ShouldBe(obtained);
        Directory.GetFiles(_folder.PathOf("cache")).Length.ShouldBe(1);
    }

    [Fact]
    public async Task Packed_file_that_was_changed_is_refused()
    {
        var bundle = Bundle();
        var packed = File.ReadAllBytes(_folder.PathOf("bundle/demo.xz"));
        packed[^1] ^= 1;
        File.WriteAllBytes(_folder.PathOf("bundle/demo.xz"), packed);

        await ShouldBeDamagedAsync(bundle);
    }

    [Fact]
    public async Task Packed_file_of_another_size_is_refused()
    {
        var bundle = Bundle();
        File.AppendAllText(_folder.PathOf("bundle/demo.xz"), "x");

        await ShouldBeDamagedAsync(bundle);
    }

    [Fact]
    public async Task Program_that_unpacks_to_other_bytes_is_refused_and_not_kept()
    {
        await ShouldBeDamagedAsync(Bundle(binarySha256: new string('a', 64)));

        Directory.GetFiles(_folder.PathOf("cache")).ShouldBeEmpty();
    }

    [Fact]
    public async Task Manifest_that_is_none_is_an_error_with_its_place()
    {
        _folder.Write("bundle/manifest.json", """{"schemaVersion": 1}""");

        var error = await Should.ThrowAsync<PhoenixException>(() =>
            new BundleSource(_folder.PathOf("bundle"), Cache).OfferAsync("demo", Cancel)
        );

        error.Code.ShouldBe(ProgramErrors.BadList);
        error.Where.ShouldBe(_folder.PathOf("bundle/manifest.json"));
    }

    [Fact]
    public async Task Real_bundle_gives_programs_that_run()
    {
        SkipUnless.Program("xz");
        var bundle = SharedMaterial.SkipUnlessPresent("components");

        var program = await new ProgramCatalog([new BundleSource(bundle, Cache)]).ObtainAsync("step-ca", Cancel);

        using var run = Process.Start(
            new ProcessStartInfo(program.LocalPath, ["version"]) { UseShellExecute = false, RedirectStandardOutput = true }
        )!;
        (await run.StandardOutput.ReadToEndAsync(Cancel)).ShouldContain(program.Version);
    }

    public void Dispose() => _folder.Dispose();

    private async Task ShouldBeDamagedAsync(string bundle)
    {
        // Another source that has it, too: what was tampered with is not passed over.
        var catalog = new ProgramCatalog([new BundleSource(bundle, Cache), new BundleSource(bundle, Cache)]);
        (await Should.ThrowAsync<PhoenixException>(() => catalog.ObtainAsync("demo", Cancel))).Code.ShouldBe(ProgramErrors.Damaged);
    }

    private string Bundle(string? binarySha256 = null)
    {
        SkipUnless.Program("xz");
        _folder.Write("bundle/demo", Demo);
        using (var xz = Process.Start("xz", ["-k", _folder.PathOf("bundle/demo")]))
        {
            xz.WaitForExit();
        }

        var packed = File.ReadAllBytes(_folder.PathOf("bundle/demo.xz"));
        var sha256 = Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(packed));
        var arch =
            System.Runtime.InteropServices.RuntimeInformation.OSArchitecture == System.Runtime.InteropServices.Architecture.Arm64
                ? "arm64"
                : "amd64";
        _folder.Write(
            "bundle/manifest.json",
            $$"""
            { "schemaVersion": 1, "components": [
              { "name": "demo", "version": "1.2", "kind": "image", "os": "linux", "arch": "{{arch}}", "file": "demo.tar", "compression": "xz",
                "size": 1, "sha256": "", "binarySize": 1, "binarySha256": "" },
              { "name": "demo", "version": "1.2", "kind": "binary", "os": "linux", "arch": "{{arch}}", "file": "demo.xz", "compression": "xz",
                "size": {{packed.Length}}, "sha256": "{{sha256}}", "binarySize": {{Demo.Length}}, "binarySha256": "{{binarySha256
                ?? SystemPaths.Sha256Of(Demo)}}",
                "origin": "here", "licence": "none" } ] }
            """
        );
        return _folder.PathOf("bundle");
    }
}
