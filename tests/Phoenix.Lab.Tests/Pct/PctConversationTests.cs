using System.Collections.Immutable;
using System.Text;
using Phoenix.Lab.Pct;
using Phoenix.Lab.Runtime;

namespace Phoenix.Lab.Tests.Pct;

/// <summary>Client and server of pct over a real socket, with a node that only echoes.</summary>
public sealed class PctConversationTests : IAsyncLifetime
{
    private readonly string _socket = Path.Combine(Path.GetTempPath(), $"pct-{Guid.NewGuid():N}.sock");
    private readonly CancellationTokenSource _stop = new();
    private readonly EchoNode _node = new();
    private Task _server = Task.CompletedTask;

    public async ValueTask InitializeAsync()
    {
        var ready = new TaskCompletionSource();
        _server = new PctServer(_socket, new PctCalls("pve", _node, _node), _ => { }, TimeProvider.System).RunAsync(
            ready.SetResult,
            _stop.Token
        );
        await ready.Task;
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _server.ContinueWith(_ => { }, TaskScheduler.Default);
        File.Delete(_socket);
        _stop.Dispose();
    }

    [Fact]
    public async Task Exec_carries_bytes_both_ways_and_the_exit_code()
    {
        var bytes = new byte[300_000];
        new Random(1).NextBytes(bytes);

        var (exit, output, error) = await RunAsync(bytes, "exec", "101", "--keep-env", "0", "--", "cat");

        exit.ShouldBe(7);
        output.ShouldBe(bytes);
        error.ShouldBe("cat\n");
    }

    [Fact]
    public async Task Container_that_is_not_there_is_told_as_the_node_tells_it()
    {
        var (exit, _, error) = await RunAsync([], "exec", "999", "--", "true");

        exit.ShouldBe(2);
        error.ShouldBe("Configuration file 'nodes/pve/lxc/999.conf' does not exist\n");
    }

    [Fact]
    public async Task Container_that_does_not_run_takes_no_command()
    {
        var (exit, _, error) = await RunAsync([], "exec", "102", "--", "true");

        exit.ShouldBe(255);
        error.ShouldBe("container '102' not running!\n");
    }

    [Fact]
    public async Task Push_of_a_missing_file_says_so_and_ends_well_as_the_real_one()
    {
        var (exit, _, error) = await RunAsync([], "push", "101", "/nix/da", "/x");

        exit.ShouldBe(0);
        error.ShouldContain("failed to open /nix/da for reading");
    }

    [Fact]
    public async Task Push_resolves_names_in_the_container()
    {
        var file = Path.GetTempFileName();
        await File.WriteAllTextAsync(file, "content");

        var (exit, _, error) = await RunAsync([], "push", "101", file, "/x", "--user", "www-data", "--group", "0", "--perms", "0600");
        var (_, _, unknown) = await RunAsync([], "push", "101", file, "/x", "--user", "nix");

        (exit, error).ShouldBe((0, ""));
        _node.Written.ShouldBe("/x 33:0 384 content");
        unknown.ShouldBe("failed to get uid for: nix\n");
    }

    [Fact]
    public async Task Status_and_list_are_pcts_own_lines()
    {
        var (_, status, _) = await RunAsync([], "status", "102");
        var (_, list, _) = await RunAsync([], "list");

        Encoding.UTF8.GetString(status).ShouldBe("status: stopped\n");
        Encoding.UTF8.GetString(list).Split('\n')[1].ShouldStartWith("101        running");
    }

    [Fact]
    public async Task Client_that_goes_away_ends_its_command()
    {
        using var leave = new CancellationTokenSource();
        var client = RunAsync(new EndlessStream(), leave.Token, "exec", "101", "--", "wait");
        await _node.Waiting.Task.WaitAsync(TimeSpan.FromSeconds(10));

        await leave.CancelAsync();

        await Should.ThrowAsync<OperationCanceledException>(client);
        await _node.Cancelled.Task.WaitAsync(TimeSpan.FromSeconds(10));
    }

    private async Task<(int Exit, byte[] Output, string Error)> RunAsync(byte[] input, params string[] arguments) =>
        await RunAsync(new MemoryStream(input), TestContext.Current.CancellationToken, arguments);

    private async Task<(int Exit, byte[] Output, string Error)> RunAsync(Stream input, CancellationToken cancel, params string[] arguments)
    {
        var (output, error) = (new MemoryStream(), new MemoryStream());
        var exit = await PctCommand.RunAsync(_socket, arguments, new PctStreams(input, output, error), cancel);
        return (exit, output.ToArray(), Encoding.UTF8.GetString(error.ToArray()));
    }
}
