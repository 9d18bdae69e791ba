using Phoenix.Proxmox.Ssh;
using Phoenix.Testing;
using Phoenix.Topology;

namespace Phoenix.Proxmox.Tests.Shells;

/// <summary>The shell over SSH, against Debian's own server on loopback.</summary>
public sealed class SshHostShellTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Streams_arguments_and_exit_code_are_the_commands_own()
    {
        await using var sshd = await LoopbackSshd.StartAsync();
        using var shell = new SshHostShell(sshd.Target, TimeProvider.System);
        var bytes = Enumerable.Range(0, 300_000).Select(index => (byte)(index * 7)).ToArray();

        var echoed = await shell.RunAsync(ShellCommand.Of("cat") with { Input = bytes }, Cancel);
        var spoken = await shell.RunAsync(
            ShellCommand.Of("sh", "-c", "printf '%s|' \"$@\"; echo für >&2; exit 3", "sh", "a b", "'", "$(id)", "", "\n"),
            Cancel
        );
        var killed = await shell.RunAsync(ShellCommand.Of("sh", "-c", "kill -9 $$"), Cancel);
        var missing = await shell.RunAsync(ShellCommand.Of("no-such-program"), Cancel);

        echoed.Output.Span.SequenceEqual(bytes).ShouldBeTrue();
        (spoken.ExitCode, spoken.Text, spoken.Error).ShouldBe((3, "a b|'|$(id)||\n|", "für\n"));
        killed.ExitCode.ShouldBe(137);
        missing.ExitCode.ShouldBe(127);
    }

    [Fact]
    public async Task Many_commands_share_a_connection_at_once()
    {
        await using var sshd = await LoopbackSshd.StartAsync();
        using var shell = new SshHostShell(sshd.Target, TimeProvider.System);

        var results = await Task.WhenAll(
            Enumerable.Range(0, 24).Select(number => shell.RunAsync(ShellCommand.Of("sh", "-c", $"sleep 0.1; echo {number}"), Cancel))
        );

        results.Select(result => result.Text.Trim()).ShouldBe(Enumerable.Range(0, 24).Select(number => $"{number}"));
    }

    [Fact]
    public async Task Input_that_is_not_read_is_no_error()
    {
        await using var sshd = await LoopbackSshd.StartAsync();
        using var shell = new SshHostShell(sshd.Target, TimeProvider.System);

        (await shell.RunAsync(ShellCommand.Of("true") with { Input = new byte[3_000_000] }, Cancel)).ExitCode.ShouldBe(0);
    }

    [Fact]
    public async Task Time_that_is_over_ends_the_command_on_the_host()
    {
        await using var sshd = await LoopbackSshd.StartAsync();
        using var shell = new SshHostShell(sshd.Target, TimeProvider.System);
        var marker = $"60.{Random.Shared.Next(100_000, 999_999)}";
        var command = ShellCommand.Of("sh", "-c", $"echo so far >&2; sleep {marker} & wait") with { Timeout = TimeSpan.FromSeconds(1.5) };

        var error = await Should.ThrowAsync<PhoenixException>(() => shell.RunAsync(command, Cancel));

        error.Code.ShouldBe(ShellErrors.TimedOut);
        error.Remote.ShouldBe("so far\n");
        await LocalHostShellTests.Eventually(() => !LocalHostShellTests.IsRunning(marker));
        (await shell.RunAsync(ShellCommand.Of("true"), Cancel)).ExitCode.ShouldBe(0);
    }

    [Fact]
    public async Task Cancelling_ends_the_command_on_the_host()
    {
        await using var sshd = await LoopbackSshd.StartAsync();
        using var shell = new SshHostShell(sshd.Target, TimeProvider.System);
        var marker = $"60.{Random.Shared.Next(100_000, 999_999)}";
        using var cancelling = new CancellationTokenSource(1500);

        await Should.ThrowAsync<OperationCanceledException>(() => shell.RunAsync(ShellCommand.Of("sleep", marker), cancelling.Token));

        await LocalHostShellTests.Eventually(() => !LocalHostShellTests.IsRunning(marker));
    }

    [Fact]
    public async Task Host_that_is_not_the_known_one_is_refused()
    {
        await using var sshd = await LoopbackSshd.StartAsync();
        using var shell = new SshHostShell(sshd.Target with { KnownHosts = [] }, TimeProvider.System);

        var error = await Should.ThrowAsync<PhoenixException>(() => shell.RunAsync(ShellCommand.Of("true"), Cancel));

        error.Code.ShouldBe(ShellErrors.HostKeyRefused);
        error.Remote.ShouldNotBeNull().ShouldContain("ssh-ed25519 SHA256:");
    }

    [Fact]
    public async Task Host_that_is_not_there_is_told()
    {
        await using var sshd = await LoopbackSshd.StartAsync();
        using var shell = new SshHostShell(sshd.Target with { Port = 1 }, TimeProvider.System);

        var error = await Should.ThrowAsync<PhoenixException>(() => shell.RunAsync(ShellCommand.Of("true"), Cancel));

        error.Code.ShouldBe(ShellErrors.HostUnreachable);
    }

    [Fact]
    public async Task Key_with_a_passphrase_is_passed_over()
    {
        SkipUnless.Program("ssh-keygen");
        var folder = Directory.CreateTempSubdirectory("phoenix-keys-");
        var (locked, open) = (Path.Combine(folder.FullName, "locked"), Path.Combine(folder.FullName, "open"));
        await MakeKeyAsync(locked, "secret");
        await MakeKeyAsync(open, "");
        var target = new SshTarget("127.0.0.1") { Port = 1 };

        var all = await ErrorAsync(target with { KeyFiles = [locked] });
        var one = await ErrorAsync(target with { KeyFiles = [locked, open] });

        all.Message.ShouldContain("no key");
        // It got as far as the connection.
        one.Message.ShouldContain("no SSH connection");
        folder.Delete(recursive: true);
    }

    [Fact]
    public void Process_id_is_found_behind_what_start_up_files_wrote()
    {
        var written = "stty: not a tty\n42\nphoenix-process 4711\nit\nsays\n"u8.ToArray();
        using var running = new MemoryStream(written);

        AnnouncedError.ReadAll(new MemoryStream(written)).ShouldBe(new AnnouncedError(4711, "stty: not a tty\n42\nit\nsays\n"));
        AnnouncedError.ReadProcess(running).ShouldBe(4711);
        AnnouncedError.ReadRest(running).ShouldBe("it\nsays\n");
        AnnouncedError.ReadAll(new MemoryStream("no shell\n"u8.ToArray())).ShouldBe(new AnnouncedError(null, "no shell\n"));
    }

    private static async Task<PhoenixException> ErrorAsync(SshTarget target)
    {
        using var shell = new SshHostShell(target, TimeProvider.System);
        return await Should.ThrowAsync<PhoenixException>(() => shell.RunAsync(ShellCommand.Of("true"), Cancel));
    }

    private static Task MakeKeyAsync(string file, string passphrase) =>
        new LocalHostShell("here", TimeProvider.System).RunToSuccessAsync(
            ShellCommand.Of("ssh-keygen", "-q", "-t", "ed25519", "-N", passphrase, "-f", file),
            Cancel
        );

    [Fact]
    public async Task Key_that_is_not_allowed_is_told()
    {
        await using var sshd = await LoopbackSshd.StartAsync();
        using var shell = new SshHostShell(sshd.Target with { KeyFiles = [sshd.In("host")] }, TimeProvider.System);

        var error = await Should.ThrowAsync<PhoenixException>(() => shell.RunAsync(ShellCommand.Of("true"), Cancel));

        error.Code.ShouldBe(ShellErrors.HostUnreachable);
        error.Remote.ShouldNotBeNull().ShouldContain("ermission denied");
    }
}
