using System.Diagnostics;
using System.Runtime.InteropServices;
using Phoenix.Testing;

namespace Phoenix.Proxmox.Tests.Shells;

/// <summary>A real terminal's Ctrl-C, which goes to everything in the foreground: this test program runs itself in a pseudo terminal.</summary>
public sealed class OwnSessionTests
{
    private const string Inside = "PHOENIX_TEST_TERMINAL";

    [Fact]
    public async Task Command_of_the_local_shell_survives_a_terminals_interrupt()
    {
        SkipUnless.Program("script");
        var folder = Directory.CreateTempSubdirectory("phoenix-terminal-");
        // Whoever runs the tests may ignore the interrupt (a background job of a script does), and children inherit that: not these.
        var start = new ProcessStartInfo(
            "env",
            [
                "--default-signal",
                "script",
                "-q",
                "-e",
                "-c",
                $"exec {Environment.ProcessPath} -noColor -noLogo -explicit on -method \"*{nameof(In_a_terminal)}\"",
                "/dev/null",
            ]
        )
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            UseShellExecute = false,
        };
        start.Environment[Inside] = folder.FullName;
        using var terminal = Process.Start(start)!;
        var said = terminal.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);

        await LocalHostShellTests.Eventually(() => File.Exists(Path.Combine(folder.FullName, "begun")));
        await terminal.StandardInput.WriteAsync('\x03');
        await terminal.StandardInput.FlushAsync(TestContext.Current.CancellationToken);
        await LocalHostShellTests.Eventually(() => File.Exists(Path.Combine(folder.FullName, "interrupted")));
        File.WriteAllText(Path.Combine(folder.FullName, "go on"), "");
        terminal.StandardInput.Close();
        await terminal.WaitForExitAsync(TestContext.Current.CancellationToken);

        var outcome = Path.Combine(folder.FullName, "outcome");
        File.Exists(outcome).ShouldBeTrue(await said);
        File.ReadAllText(outcome).ShouldBe("3 survived\n");
        folder.Delete(recursive: true);
    }

    // Explicit: it is a part of the test above and of no use without it.
    [Fact(Explicit = true)]
    public async Task In_a_terminal()
    {
        var folder = Environment.GetEnvironmentVariable(Inside);
        Assert.SkipUnless(folder is not null, "runs within another test, in a terminal");
        using var interrupt = PosixSignalRegistration.Create(
            PosixSignal.SIGINT,
            context =>
            {
                context.Cancel = true;
                File.WriteAllText(Path.Combine(folder, "interrupted"), "");
            }
        );
        OwnSession.IsNeeded.ShouldBeTrue();
        const string Script = """touch "$1/begun"; until [ -e "$1/go on" ]; do sleep 0.05; done; cat; exit 3""";

        // The runner heard of the interrupt, too, and its token is over.
        var result = await new LocalHostShell("host pve", TimeProvider.System).RunAsync(
            ShellCommand.Of("/bin/sh", "-c", Script, "sh", folder) with
            {
                Input = "survived\n"u8.ToArray(),
            },
            CancellationToken.None
        );

        File.WriteAllText(Path.Combine(folder, "outcome.new"), $"{result.ExitCode} {result.Text}");
        File.Move(Path.Combine(folder, "outcome.new"), Path.Combine(folder, "outcome"));
    }
}
