using Phoenix.Proxmox.Tests.Fakes;
using Phoenix.Topology;

namespace Phoenix.Proxmox.Tests.Shells;

/// <summary>The shell over the guest agent, with real processes at its far end.</summary>
public sealed class AgentGuestShellTests
{
    private readonly ProcessAgent agent = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(10_000)]
    [InlineData(AgentInput.InlineLimit)]
    public async Task Bytes_pass_unharmed_both_ways(int size) => await EchoesAsync(size);

    [Theory]
    [InlineData(AgentInput.InlineLimit + 1)]
    [InlineData(400_000)]
    public async Task Input_too_large_for_a_call_goes_by_files_that_nobody_else_reads_and_leaves_none(int size)
    {
        Assert.SkipUnless(Environment.IsPrivilegedProcess, "needs root: the files are in /run");

        await EchoesAsync(size);

        var paths = agent.Handler.Sent.Where(sent => sent.Path.EndsWith("/agent/file-write", StringComparison.Ordinal)).ToList();
        paths.Count.ShouldBe((size + (45 * 1024) - 1) / (45 * 1024));
        Directory.GetDirectories("/run", "phoenix-input-*").ShouldBeEmpty();
    }

    [Fact]
    public async Task Exit_code_and_standard_error_are_the_commands_own()
    {
        var result = await Shell().RunAsync(ShellCommand.Of("sh", "-c", "echo für dich >&2; exit 3"), Cancel);

        result.ExitCode.ShouldBe(3);
        result.Error.ShouldBe("für dich\n");
    }

    [Theory]
    [InlineData(127, "no-such-program")]
    [InlineData(137, "sh", "-c", "kill -9 $$")]
    [InlineData(0, "printf", "%s", "a b'c\"$(id)\n;*")]
    public async Task Command_ends_as_it_would_in_a_shell(int exitCode, params string[] command)
    {
        var result = await Shell().RunAsync(ShellCommand.Of(command), Cancel);

        result.ExitCode.ShouldBe(exitCode);
        result.Text.ShouldBe(exitCode == 0 ? command[2] : "");
    }

    [Fact]
    public async Task Time_that_is_over_ends_the_command_with_its_children()
    {
        var marker = $"60.{Random.Shared.Next(100_000, 999_999)}";
        var command = ShellCommand.Of("/bin/sh", "-c", $"sleep {marker} & wait") with { Timeout = TimeSpan.FromMilliseconds(500) };

        var error = await Should.ThrowAsync<PhoenixException>(() => Shell().RunAsync(command, Cancel));

        error.Code.ShouldBe(ShellErrors.TimedOut);
        error.Where.ShouldBe("VM 1002 (drphoenix)");
        await LocalHostShellTests.Eventually(() => !LocalHostShellTests.IsRunning(marker));
    }

    [Fact]
    public async Task Cancelling_ends_the_command()
    {
        var marker = $"60.{Random.Shared.Next(100_000, 999_999)}";
        using var cancelling = new CancellationTokenSource(500);

        await Should.ThrowAsync<OperationCanceledException>(() => Shell().RunAsync(ShellCommand.Of("sleep", marker), cancelling.Token));

        await LocalHostShellTests.Eventually(() => !LocalHostShellTests.IsRunning(marker));
    }

    [Fact]
    public async Task Agent_that_is_not_there_yet_is_waited_for()
    {
        agent.Deaf = 3;

        (await Shell(new HurriedTime()).RunAsync(ShellCommand.Of("true"), Cancel)).ExitCode.ShouldBe(0);
    }

    [Fact]
    public async Task Agent_that_never_comes_is_told_with_what_was_waited()
    {
        agent.Deaf = int.MaxValue;
        var shell = new AgentGuestShell(Clients.Over(agent.Handler).Qemu.Agent, "pve1", 1002, "drphoenix", new HurriedTime())
        {
            Patience = TimeSpan.FromMilliseconds(300),
        };

        var error = await Should.ThrowAsync<PhoenixException>(() => shell.RunAsync(ShellCommand.Of("true"), Cancel));

        error.Code.ShouldBe(ProxmoxErrors.AgentUnavailable);
        error.Message.ShouldContain("VM 1002 (drphoenix)");
        error.Remote.ShouldBe("QEMU guest agent is not running");
    }

    [Theory]
    [InlineData("VM 1002 qga command 'guest-exec' failed - got timeout", "PHX2011")]
    [InlineData("VM 1002 qga command 'guest-exec' failed - client closed connection", "PHX2011")]
    [InlineData("No QEMU guest agent configured", "PHX2021")]
    public async Task Command_that_the_agent_may_have_heard_or_never_will_is_not_sent_again(string words, string code)
    {
        agent.Instead = sent => IsFor(sent, "exec") ? ProcessAgent.Failure(words) : null;

        var error = await Should.ThrowAsync<PhoenixException>(() => Shell(new HurriedTime()).RunAsync(ShellCommand.Of("true"), Cancel));

        error.Code.Code.ShouldBe(code);
        error.Remote.ShouldBe(words);
        agent.Handler.Sent.Count.ShouldBe(1);
    }

    [Theory]
    [InlineData(500, "VM 1002 qga command 'guest-exec-status' failed - got timeout")]
    [InlineData(596, "Connection timed out")]
    public async Task Question_that_is_not_answered_for_a_while_loses_no_command(int status, string words)
    {
        var bad = 4;
        agent.Instead = sent => IsFor(sent, "exec-status") && bad-- > 0 ? new CannedAnswer(status, words, "") : null;

        var result = await Shell().RunAsync(ShellCommand.Of("sh", "-c", "sleep 0.2; echo done"), Cancel);

        result.Text.ShouldBe("done\n");
        agent.Handler.Sent.Count(sent => IsFor(sent, "exec")).ShouldBe(1);
    }

    [Fact]
    public async Task Agent_that_stays_away_is_told_when_the_commands_time_is_over()
    {
        agent.Instead = sent => IsFor(sent, "exec-status") ? ProcessAgent.Failure("QEMU guest agent is not running") : null;
        var command = ShellCommand.Of("true") with { Timeout = TimeSpan.FromMilliseconds(300) };

        var error = await Should.ThrowAsync<PhoenixException>(() => Shell(new HurriedTime(2)).RunAsync(command, Cancel));

        error.Code.ShouldBe(ShellErrors.TimedOut);
        error.Remote.ShouldNotBeNull().ShouldContain("agent");
    }

    [Fact]
    public async Task Question_that_is_refused_ends_the_command()
    {
        var marker = $"60.{Random.Shared.Next(100_000, 999_999)}";
        var asked = 0;
        agent.Instead = sent =>
            IsFor(sent, "exec-status") && asked++ == 1
                ? new CannedAnswer(403, "Permission check failed (/vms/1002, VM.Monitor)", "")
                : null;

        var error = await Should.ThrowAsync<PhoenixException>(() => Shell().RunAsync(ShellCommand.Of("sleep", marker), Cancel));

        error.Code.ShouldBe(ProxmoxErrors.PermissionDenied);
        await LocalHostShellTests.Eventually(() => !LocalHostShellTests.IsRunning(marker));
    }

    [Theory]
    [InlineData("Agent error: PID 4711 does not exist")]
    [InlineData("Agent error: Invalid parameter 'pid'")]
    public async Task End_that_was_told_once_and_got_lost_is_of_unknown_outcome(string words)
    {
        agent.Instead = sent => IsFor(sent, "exec-status") ? ProcessAgent.Failure(words) : null;

        var error = await Should.ThrowAsync<PhoenixException>(() => Shell().RunAsync(ShellCommand.Of("true"), Cancel));

        (error.Code, error.Remote, error.Where).ShouldBe((ShellErrors.ConnectionLost, words, "VM 1002 (drphoenix)"));
        agent.Handler.Sent.Count(sent => IsFor(sent, "exec")).ShouldBe(1);
    }

    private static bool IsFor(SentRequest sent, string call) => sent.Path.EndsWith($"/agent/{call}", StringComparison.Ordinal);

    private async Task EchoesAsync(int size)
    {
        var bytes = Enumerable.Range(0, size).Select(index => (byte)(index * 13)).ToArray();

        var result = await Shell().RunAsync(ShellCommand.Of("cat") with { Input = bytes }, Cancel);

        result.ExitCode.ShouldBe(0);
        result.Output.Span.SequenceEqual(bytes).ShouldBeTrue();
    }

    private AgentGuestShell Shell(TimeProvider? time = null) =>
        new(Clients.Over(agent.Handler, time: TimeProvider.System).Qemu.Agent, "pve1", 1002, "drphoenix", time ?? TimeProvider.System);
}
