using System.Text;
using Phoenix.Topology;

namespace Phoenix.Proxmox.Tests.Shells;

public sealed class PctGuestShellTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Command_is_handed_to_pct_as_a_vector_without_the_hosts_environment()
    {
        var host = new AnsweringHost(new ShellResult(0, "out"u8.ToArray(), ""));
        var shell = new PctGuestShell(host, 101, "nginx");

        var result = await shell.RunAsync(ShellCommand.Of("sh", "-c", "a b; $c") with { Input = "in"u8.ToArray() }, Cancel);

        result.Text.ShouldBe("out");
        host.Asked.ShouldNotBeNull().Arguments.ShouldBe(["/usr/sbin/pct", "exec", "101", "--keep-env", "0", "--", "sh", "-c", "a b; $c"]);
        Encoding.UTF8.GetString(host.Asked.Input.Span).ShouldBe("in");
        shell.Name.ShouldBe("LXC 101 (nginx)");
    }

    [Theory]
    [InlineData(255, "container '101' not running!\n", "PHX2018")]
    [InlineData(2, "Configuration file 'nodes/pve1/lxc/999.conf' does not exist\n", "PHX2003")]
    [InlineData(255, "CT is locked (backup)\n", "PHX2005")]
    [InlineData(111, "ipcc_send_rec[1] failed: Connection refused\n", "PHX2033")]
    [InlineData(255, "please run as root\n", "PHX2033")]
    public async Task Complaint_of_pct_itself_is_an_error_in_its_words(int exitCode, string words, string code)
    {
        var shell = new PctGuestShell(new AnsweringHost(new ShellResult(exitCode, default, words)), 101, "nginx");

        var error = await Should.ThrowAsync<PhoenixException>(() => shell.RunAsync(ShellCommand.Of("true"), Cancel));

        error.Code.Code.ShouldBe(code);
        error.Remote.ShouldBe(words.Trim());
        error.Where.ShouldBe("LXC 101 (nginx)");
    }

    [Fact]
    public async Task Complaint_of_pct_after_perls_about_the_locale_is_told_alone()
    {
        const string Locale = """
            perl: warning: Setting locale failed.
            perl: warning: Please check that your locale settings:
            	LANGUAGE = (unset),
            	LANG = "de_DE.UTF-8"
                are supported and installed on your system.
            perl: warning: Falling back to the standard locale ("C").

            """;
        var answer = new ShellResult(255, default, Locale + "container '101' not running!\n");

        var error = await Should.ThrowAsync<PhoenixException>(() =>
            new PctGuestShell(new AnsweringHost(answer), 101, "nginx").RunAsync(ShellCommand.Of("true"), Cancel)
        );

        (error.Code, error.Remote).ShouldBe((ProxmoxErrors.NotRunning, "container '101' not running!"));
    }

    [Theory]
    [InlineData(255, "apt: no network\nplease run as root\n")]
    [InlineData(255, "no route\n")]
    [InlineData(2, "grep: /nix: No such file or directory\n")]
    [InlineData(127, "lxc-attach: 101: ../src/lxc/attach.c: lxc_attach_run_command: 1841 No such file or directory\n")]
    [InlineData(1, "")]
    public async Task Exit_code_of_the_command_is_an_outcome(int exitCode, string words)
    {
        var shell = new PctGuestShell(new AnsweringHost(new ShellResult(exitCode, default, words)), 101, "nginx");

        (await shell.RunAsync(ShellCommand.Of("true"), Cancel)).ExitCode.ShouldBe(exitCode);
    }

    [Fact]
    public async Task Time_that_is_over_is_told_of_the_container()
    {
        using var folder = new FakePct("""sleep 30""");
        var shell = new PctGuestShell(new LocalHostShell("host pve", TimeProvider.System), 101, "nginx", folder.Program);

        var error = await Should.ThrowAsync<PhoenixException>(() =>
            shell.RunAsync(ShellCommand.Of("true") with { Timeout = TimeSpan.FromMilliseconds(200) }, Cancel)
        );

        error.Code.ShouldBe(ShellErrors.TimedOut);
        error.Where.ShouldBe("LXC 101 (nginx)");
        error.Message.ShouldNotContain("pct");
    }

    [Fact]
    public async Task Streams_pass_through_a_pct_that_is_a_process()
    {
        using var folder = new FakePct("""[ "$1 $2 $3 $4 $5" = "exec 101 --keep-env 0 --" ] || exit 99; shift 5; exec "$@" """);
        var shell = new PctGuestShell(new LocalHostShell("host pve", TimeProvider.System), 101, "nginx", folder.Program);
        var bytes = Enumerable.Range(0, 200_000).Select(index => (byte)index).ToArray();

        var result = await shell.RunAsync(ShellCommand.Of("sh", "-c", "cat; echo it >&2; exit 5") with { Input = bytes }, Cancel);

        result.ExitCode.ShouldBe(5);
        result.Output.Span.SequenceEqual(bytes).ShouldBeTrue();
        result.Error.ShouldBe("it\n");
    }

    private sealed class AnsweringHost(ShellResult answer) : IHostShell
    {
        public ShellCommand? Asked { get; private set; }

        public string Name => "host pve";

        public Task<ShellResult> RunAsync(ShellCommand command, CancellationToken cancel)
        {
            Asked = command;
            return Task.FromResult(answer);
        }
    }

    /// <summary>A script in pct's place.</summary>
    private sealed class FakePct : IDisposable
    {
        private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("phoenix-pct-");

        public FakePct(string script)
        {
            Program = Path.Combine(folder.FullName, "pct");
            File.WriteAllText(Program, $"#!/bin/sh\n{script}\n");
            File.SetUnixFileMode(Program, (UnixFileMode)Convert.ToInt32("755", 8));
        }

        public string Program { get; }

        public void Dispose() => folder.Delete(recursive: true);
    }
}
