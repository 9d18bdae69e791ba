using System.Diagnostics;
using Phoenix.Topology;

namespace Phoenix.Proxmox.Tests.Shells;

public sealed class LocalHostShellTests
{
    private readonly LocalHostShell shell = new("host pve", TimeProvider.System);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Streams_and_exit_code_are_the_commands_own()
    {
        var result = await shell.RunAsync(
            ShellCommand.Of("/bin/sh", "-c", "cat; echo bad >&2; exit 3") with
            {
                Input = "in"u8.ToArray(),
            },
            Cancel
        );

        result.ExitCode.ShouldBe(3);
        result.Text.ShouldBe("in");
        result.Error.ShouldBe("bad\n");
    }

    [Fact]
    public async Task Bytes_pass_unharmed_both_ways()
    {
        var bytes = Enumerable.Range(0, 300_000).Select(index => (byte)(index * 7)).ToArray();

        var result = await shell.RunAsync(ShellCommand.Of("cat") with { Input = bytes }, Cancel);

        result.Output.Span.SequenceEqual(bytes).ShouldBeTrue();
    }

    [Fact]
    public async Task Command_that_leaves_its_input_unread_is_no_error() =>
        (await shell.RunAsync(ShellCommand.Of("true") with { Input = new byte[1_000_000] }, Cancel)).ExitCode.ShouldBe(0);

    [Fact]
    public async Task Program_that_is_not_there_answers_as_a_shell_would() =>
        (await shell.RunAsync(ShellCommand.Of("no-such-program"), Cancel)).ExitCode.ShouldBe(127);

    [Fact]
    public async Task Signal_is_told_as_128_and_its_number() =>
        (await shell.RunAsync(ShellCommand.Of("/bin/sh", "-c", "kill -9 $$"), Cancel)).ExitCode.ShouldBe(137);

    [Fact]
    public async Task Time_that_is_over_ends_the_command_with_its_children()
    {
        var marker = $"60.{Random.Shared.Next(100_000, 999_999)}";
        var command = ShellCommand.Of("/bin/sh", "-c", $"echo so far >&2; sleep {marker} & wait") with
        {
            Timeout = TimeSpan.FromMilliseconds(300),
        };

        var error = await Should.ThrowAsync<PhoenixException>(() => shell.RunAsync(command, Cancel));

        error.Code.ShouldBe(ShellErrors.TimedOut);
        error.Where.ShouldBe("host pve");
        error.Remote.ShouldBe("so far\n");
        await Eventually(() => !IsRunning(marker));
    }

    [Fact]
    public async Task Cancelling_ends_the_command()
    {
        var marker = $"60.{Random.Shared.Next(100_000, 999_999)}";
        using var cancelling = new CancellationTokenSource(300);

        await Should.ThrowAsync<OperationCanceledException>(() => shell.RunAsync(ShellCommand.Of("sleep", marker), cancelling.Token));

        await Eventually(() => !IsRunning(marker));
    }

    internal static bool IsRunning(string marker) =>
        Process
            .GetProcessesByName("sleep")
            .Any(process => File.Exists($"/proc/{process.Id}/cmdline") && File.ReadAllText($"/proc/{process.Id}/cmdline").Contains(marker));

    internal static async Task Eventually(Func<bool> condition)
    {
        for (var tries = 0; tries < 100 && !condition(); tries++)
        {
            await Task.Delay(50, Cancel);
        }

        condition().ShouldBeTrue();
    }
}
