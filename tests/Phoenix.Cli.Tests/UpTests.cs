using Phoenix.Cli.Errors;
using Phoenix.Engine;
using Phoenix.Testing;
using Phoenix.Topology;

namespace Phoenix.Cli.Tests;

public sealed class UpTests : IDisposable
{
    private readonly Cli cli = new();

    public void Dispose() => cli.Dispose();

    [Fact]
    public async Task First_up_without_a_terminal_reads_as_the_golden()
    {
        cli.Sessions.Resources = SeedThings.Make();

        var exitCode = await cli.RunAsync("up", "--parallelism", "1");

        exitCode.ShouldBe(0);
        Golden.Matches(cli.All, "up-first.txt");
    }

    [Fact]
    public async Task Second_up_is_one_line_after_the_header()
    {
        cli.Sessions.Resources = SeedThings.Make();
        await cli.RunAsync("up");

        (await cli.RunAsync("up")).ShouldBe(0);

        cli.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length.ShouldBe(2);
        cli.Output.ShouldContain("Everything is as declared. 5 resources, 0 ms.");
        cli.Error.ShouldBeEmpty();
    }

    [Fact]
    public async Task Drift_shows_the_lines_that_differ_and_asks()
    {
        var nginx = new Thing("guest", "nginx", "LXC 101")
        {
            Live = "http {\n  client_max_body_size 1m;\n  gzip on;\n}\n",
            Declared = "http {\n  client_max_body_size 0;\n  gzip on;\n}\n",
            Reason = "/etc/nginx/nginx.conf was changed on the guest",
        };
        cli.Sessions.Resources = [nginx];
        cli.Terminal = new TerminalFactsBuilder { Input = true }.Build();
        cli.Answers = "n\n";

        var exitCode = await cli.RunAsync("up");

        exitCode.ShouldBe(1);
        nginx.Live.ShouldNotBe(nginx.Declared);
        Golden.Matches(cli.All, "up-drift.txt");
    }

    [Theory]
    [InlineData("y")]
    [InlineData("YES")]
    public async Task Answer_yes_applies(string answer)
    {
        cli.Sessions.Resources = SeedThings.Make();
        cli.Terminal = new TerminalFactsBuilder { Input = true }.Build();
        cli.Answers = answer + "\n";

        (await cli.RunAsync("up")).ShouldBe(0);

        cli.Output.ShouldContain("5 created");
    }

    [Fact]
    public async Task Failure_names_the_cause_the_remote_words_and_what_was_skipped()
    {
        var code = new ErrorCode("PHX3207", "t", "m", "Look: phoenix guest logs traefik");
        cli.Sessions.Resources =
        [
            new Thing("guest", "step-ca", "LXC 103"),
            new Thing("guest", "traefik", "LXC 102")
            {
                OnApply = _ =>
                    throw new PhoenixException(code, "the new certificate is not served\nstep-ca issued 71ab…09 12 s ago")
                    {
                        Remote = "open /etc/traefik/certs/platform.key: permission denied\u001b[31m",
                    },
            },
            new Thing("route", "hello", "https://hello.phoenix.internal", new ResourceId("guest", "traefik")),
        ];

        var exitCode = await cli.RunAsync("up", "--parallelism", "1");

        exitCode.ShouldBe(4);
        Golden.Matches(cli.All, "up-failure.txt");
    }

    [Fact]
    public async Task Up_where_everything_failed_exits_with_1()
    {
        cli.Sessions.Resources = [new Thing("guest", "a", "") { OnApply = _ => throw new IOException("disk full") }];

        (await cli.RunAsync("up")).ShouldBe(1);
    }

    [Fact]
    public async Task Json_lines_begin_with_the_version_and_end_with_the_result()
    {
        cli.Sessions.Resources = SeedThings.Make();

        (await cli.RunAsync("up", "--output", "json")).ShouldBe(0);

        var lines = cli.Json;
        lines[0].GetProperty("schemaVersion").GetInt32().ShouldBe(1);
        lines[0].GetProperty("type").GetString().ShouldBe("plan");
        lines[0].GetProperty("create").GetInt32().ShouldBe(5);
        lines.Count(line => line.TryGetProperty("schemaVersion", out var _)).ShouldBe(1);
        lines.Select(line => line.GetProperty("type").GetString()).Distinct().ShouldBe(["plan", "start", "progress", "done", "result"]);
        var result = lines[^1];
        result.GetProperty("changed").GetInt32().ShouldBe(5);
        result.GetProperty("failed").GetInt32().ShouldBe(0);
        result.GetProperty("skipped").GetInt32().ShouldBe(0);
        result.GetProperty("published").GetString().ShouldBe("127.0.0.1:8443");
        result.GetProperty("urls")[0].GetString().ShouldBe("https://hello.phoenix.internal:8443");
        cli.Error.ShouldBeEmpty();
    }

    [Fact]
    public async Task Json_of_an_up_without_changes_proves_and_changes_nothing()
    {
        cli.Sessions.Resources = SeedThings.Make();
        await cli.RunAsync("up");

        await cli.RunAsync("up", "--output", "json");

        cli.Json.Select(line => line.GetProperty("type").GetString()).Distinct().ShouldBe(["plan", "proof", "result"]);
        cli.Json[^1].GetProperty("changed").GetInt32().ShouldBe(0);
    }

    [Fact]
    public async Task Loss_without_a_terminal_needs_yes()
    {
        var guest = new Thing("guest", "nginx", "LXC 101") { Live = "old", WhenDrifted = ChangeKind.Replace };
        cli.Sessions.Resources = [guest];

        (await cli.RunAsync("up")).ShouldBe(64);
        cli.Error.ShouldContain(CliErrors.NobodyToAsk.Code);
        guest.Live.ShouldBe("old");

        (await cli.RunAsync("up", "--yes")).ShouldBe(0);
        cli.Output.ShouldContain("! guest/nginx is replaced: what it holds is lost");
        guest.Live.ShouldBe("declared");
    }

    [Fact]
    public async Task Change_on_a_real_node_without_a_terminal_needs_yes()
    {
        cli.Sessions.Resources = SeedThings.Make();
        cli.Sessions.IsLab = false;

        (await cli.RunAsync("up")).ShouldBe(64);
        (await cli.RunAsync("up", "-y")).ShouldBe(0);
    }

    [Fact]
    public async Task Second_up_at_the_same_time_is_told_who_runs_the_first()
    {
        var inside = new TaskCompletionSource();
        var go = new TaskCompletionSource();
        cli.Sessions.Resources =
        [
            new Thing("guest", "a", "")
            {
                OnApply = _ =>
                {
                    inside.SetResult();
                    return go.Task;
                },
            },
        ];
        using var other = new StringWriter();
        var first = Entry.CommandLine.RunAsync(["up"], cli.Context(other, TextWriter.Synchronized(other)));
        await inside.Task.WaitAsync(TestContext.Current.CancellationToken);

        (await cli.RunAsync("up", "--lock-timeout", "0s")).ShouldBe(1);

        cli.Error.ShouldContain("PHX4020");
        cli.Error.ShouldContain("ada has been running `phoenix up`");
        go.SetResult();
        (await first).ShouldBe(0);
    }

    [Fact]
    public async Task Ctrl_c_ends_the_wait_for_another_run()
    {
        Directory.CreateDirectory(Path.Combine(cli.Home, "state", "home"));
        await using var held = new FileStream(
            Path.Combine(cli.Home, "state", "home", "lock"),
            FileMode.Create,
            FileAccess.ReadWrite,
            FileShare.None
        );
        using var output = new StringWriter();
        var waiting = Entry.CommandLine.RunAsync(["up"], cli.Context(output, output));

        cli.Signals.Send(130);

        (await waiting.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken)).ShouldBe(130);
        output.ToString().ShouldContain("Waiting for another run to end");
        cli.Sessions.Resources.ShouldBeEmpty();
    }

    [Fact]
    public async Task Ctrl_c_stops_after_the_running_step_and_the_next_up_goes_on()
    {
        var a = new Thing("guest", "a", "")
        {
            OnApply = _ =>
            {
                cli.Signals.Send(130);
                return Task.CompletedTask;
            },
        };
        var b = new Thing("guest", "b", "", a.Id);
        cli.Sessions.Resources = [a, b];

        (await cli.RunAsync("up")).ShouldBe(130);

        (a.Live, b.Live).ShouldBe(("declared", null));
        cli.Error.ShouldContain("Stopping: what runs is finished");
        cli.Output.ShouldContain("1 done, 0 failed, 1 skipped");
        using var next = new Cli();
        next.Sessions.Resources = [a, b];
        (await next.RunAsync("up")).ShouldBe(0);
        b.Live.ShouldBe("declared");
    }

    [Fact]
    public async Task Up_that_changed_something_ends_with_what_its_routes_answered_and_one_that_did_not_is_silent()
    {
        const string Hops = "https://hello.phoenix.internal  200 in 11 ms   nginx → traefik → drphoenix:8080";
        cli.Sessions.Resources = [new Thing("guest", "nginx", ""), new Thing("route", "hello", "") { Live = "declared", Seen = Hops }];

        await cli.RunAsync("up");
        cli.Output.ShouldContain($"  ✓ {Hops.Replace("  200", "   200", StringComparison.Ordinal)}\n\nDone in");

        await cli.RunAsync("up");
        cli.Output.ShouldNotContain(Hops);
    }

    [Fact]
    public async Task Journal_is_written_for_a_run()
    {
        cli.Sessions.Resources = SeedThings.Make();

        await cli.RunAsync("up");

        var file = Directory.GetFiles(Path.Combine(cli.Home, "state", "home", "journal")).ShouldHaveSingleItem();
        File.ReadLines(file).Last().ShouldContain("\"done\":5");
    }

    [Fact]
    public async Task Publish_reaches_the_platform_and_nonsense_is_refused()
    {
        await cli.RunAsync("up", "--publish", "127.0.0.1:9443");
        cli.Sessions.Opened!.Publish.ShouldBe("127.0.0.1:9443");

        (await cli.RunAsync("up", "--publish", "here")).ShouldBe(64);
        cli.Error.ShouldContain("127.0.0.1:8443");
    }

    [Fact]
    public async Task Unforeseen_exception_has_a_code_and_no_stack_trace_unless_asked()
    {
        cli.Sessions.FailsWith = new InvalidOperationException("oh");

        (await cli.RunAsync("up")).ShouldBe(1);
        cli.Error.ShouldContain("PHX9001");
        cli.Error.ShouldNotContain("   at ");

        cli.Variables["PHOENIX_DEBUG"] = "1";
        await cli.RunAsync("up");
        cli.Error.ShouldContain("   at ");
    }
}
