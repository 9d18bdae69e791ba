using Phoenix.Components.Programs;
using Phoenix.Components.Systems;
using Phoenix.Topology;

namespace Phoenix.Components.Tests.Systems;

public sealed class SystemProgramsTests
{
    private const string Installed = "/usr/local/bin/demo-program";

    [Fact]
    public async Task A_program_is_delivered_checked_and_remembered()
    {
        using var system = new ThrowawaySystem();
        var spec = SpecOf(system, "#!/bin/sh\necho one\n");

        await system.ConvergeAsync(spec);

        (await system.DiffAsync(spec)).IsEmpty.ShouldBeTrue();
        (
            await system.ShAsync(
                $"{Installed}; stat -c '%a %U:%G' {Installed}; ls {Installed}*; wc -l /var/lib/phoenix/.system/programs/* | cut -d' ' -f1"
            )
        ).ShouldBe($"one\n755 root:root\n{Installed}\n1\n");
    }

    [Fact]
    public async Task A_tampered_program_is_noticed_whatever_was_remembered()
    {
        using var system = new ThrowawaySystem();
        var spec = SpecOf(system, "#!/bin/sh\necho one\n");
        await system.ConvergeAsync(spec);

        await system.ShAsync($"touch -r {Installed} /ref; printf '#!/bin/sh\\necho two\\n' >{Installed}; touch -r /ref {Installed}");

        (await system.DiffAsync(spec)).Differences.ShouldHaveSingleItem().ShouldBeOfType<SystemDifference.OfProgram>();
    }

    [Fact]
    public async Task Other_bytes_than_promised_are_never_installed()
    {
        using var system = new ThrowawaySystem();
        var spec = SpecOf(system, "#!/bin/sh\necho one\n");
        File.WriteAllText(spec.Programs[0].Program.LocalPath, "#!/bin/sh\necho evil\n");

        var error = await Should.ThrowAsync<PhoenixException>(() => system.ConvergeAsync(spec));

        error.Code.ShouldBe(SystemErrors.NotWritten);
        error.Remote!.ShouldContain("wanted: " + spec.Programs[0].Program.Sha256);
        (await system.ShAsync($"ls {Installed} 2>/dev/null")).ShouldBe("");
    }

    private static SystemSpec SpecOf(ThrowawaySystem system, string text)
    {
        var path = system.Upper("/source-of-demo");
        File.WriteAllText(path, text);
        var program = new Program("demo", "1", "test", path, SystemPaths.Sha256Of(text));
        return new SystemSpec { Programs = [new SystemProgram(Installed, program)] };
    }
}
