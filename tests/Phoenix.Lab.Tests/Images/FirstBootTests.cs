using System.Collections.Immutable;
using Phoenix.Components.Guests;
using Phoenix.Lab.Host;
using Phoenix.Topology;

namespace Phoenix.Lab.Tests.Images;

/// <summary>What a machine's first boot does about the guest agent, run by a shell over programs that only tell that they were called.</summary>
public sealed class FirstBootTests : IDisposable
{
    private readonly DirectoryInfo _programs = Directory.CreateTempSubdirectory("phoenix-boot-");

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose() => _programs.Delete(recursive: true);

    [Fact]
    public async Task Machine_without_the_agent_installs_it() =>
        (await RunAsync("apt-get")).ShouldBe("apt-get update\napt-get install -y --no-install-recommends qemu-guest-agent\n");

    [Fact]
    public async Task Machine_that_has_the_agent_installs_nothing() => (await RunAsync("apt-get", "qemu-ga")).ShouldBeEmpty();

    private async Task<string> RunAsync(params ImmutableArray<string> programs)
    {
        foreach (var program in programs)
        {
            var path = Path.Combine(_programs.FullName, program);
            await File.WriteAllTextAsync(path, $"#!/bin/sh\necho {program} \"$@\"\n", Cancel);
            File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        }

        var seed = SeedPlatform.Read().Platform!;
        var machine = seed.Guests.First(guest => guest.Kind == GuestKind.VirtualMachine);
        var script = MachineUserData.Render(seed, machine).Split("[sh, -c, \"")[1].Split("\"]")[0];
        var command = MachineCommand.Of("/usr/bin/env", "-i", $"PATH={_programs.FullName}", "/bin/sh", "-c", script);
        return (await Machine.MustAsync(command, "the first boot", Cancel)).Text;
    }
}
