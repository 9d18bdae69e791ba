using Phoenix.Cli.Errors;
using Phoenix.Engine;
using Phoenix.Topology;

namespace Phoenix.Cli.Tests;

/// <summary>Every end of a command that changes something: the last JSON line, the exit code, what is said, what is recorded.</summary>
public sealed class EndingTests : IDisposable
{
    private readonly Cli cli = new();

    public EndingTests() => cli.Sessions.Resources = SeedThings.Make();

    public void Dispose() => cli.Dispose();

    [Theory]
    [InlineData("up")]
    [InlineData("down")]
    [InlineData("lab down")]
    public async Task Refusal_ends_json_with_the_result(string command)
    {
        cli.Terminal = new TerminalFactsBuilder { Input = true }.Build();
        cli.Answers = "no\n";

        (await cli.RunAsync([.. command.Split(' '), "-o", "json"])).ShouldBe(1);

        Result().ShouldBe(("refused", 1, 0));
        cli.Error.ShouldContain("Nothing was changed.");
    }

    [Theory]
    [InlineData("down", "phoenix down --yes")]
    [InlineData("lab down", "phoenix lab down --yes")]
    [InlineData("lab reset", "phoenix lab reset --yes")]
    public async Task Question_with_nobody_to_answer_names_the_command_that_agrees(string command, string advice)
    {
        (await cli.RunAsync([.. command.Split(' '), "-o", "json"])).ShouldBe(64);

        Result().ShouldBe(("refused", 64, 0));
        cli.Json[^1].GetProperty("error").GetProperty("code").GetString().ShouldBe(CliErrors.NobodyToAsk.Code);
        cli.Error.ShouldContain(advice);
    }

    [Fact]
    public async Task Error_before_the_plan_ends_json_with_the_result()
    {
        cli.Sessions.FailsWith = new PhoenixException(new ErrorCode("PHX2001", "t", "m", "r"), "no way to the node");

        (await cli.RunAsync("up", "-o", "json")).ShouldBe(1);

        Result().ShouldBe(("failed", 1, 0));
        cli.Json[^1].GetProperty("error").GetProperty("message").GetString().ShouldBe("no way to the node");
    }

    [Fact]
    public async Task Invalid_file_ends_json_with_the_result()
    {
        cli.Write("phoenix.yaml", "nonsense: 1\n");

        (await cli.RunAsync("up", "-o", "json")).ShouldBe(3);

        Result().ShouldBe(("failed", 3, 0));
        cli.Json[^1].GetProperty("valid").GetBoolean().ShouldBeFalse();
    }

    [Fact]
    public async Task Ctrl_c_while_planning_ends_json_with_the_result_and_says_that_nothing_was_changed()
    {
        cli.Sessions.Resources = [StoppedThing()];

        (await cli.RunAsync("up", "-o", "json")).ShouldBe(130);

        Result().ShouldBe(("stopped", 130, 0));
        cli.Error.ShouldContain("Stopped. Nothing was changed.");
        Journal().ShouldContain("\"ending\":\"stopped\"");
    }

    [Fact]
    public async Task Ctrl_c_in_a_command_that_may_have_changed_something_does_not_say_that_nothing_was()
    {
        cli.Sessions.OnRenew = cancel =>
        {
            cli.Signals.Send(130);
            cli.Signals.Send(130);
            cancel.ThrowIfCancellationRequested();
        };

        (await cli.RunAsync("renew")).ShouldBe(130);

        cli.Error.ShouldContain("Stopped.");
        cli.Error.ShouldNotContain("Nothing was changed");
        Journal().ShouldContain("\"ending\":\"aborted\"");
    }

    [Fact]
    public async Task Ctrl_c_after_the_last_step_does_not_lose_the_result()
    {
        cli.Sessions.OnPublished = () =>
        {
            cli.Signals.Send(130);
            throw new OperationCanceledException();
        };

        (await cli.RunAsync("up", "-o", "json")).ShouldBe(0);

        Result().ShouldBe(("completed", 0, 5));
    }

    [Fact]
    public async Task Refused_up_is_recorded_as_such()
    {
        cli.Terminal = new TerminalFactsBuilder { Input = true }.Build();
        cli.Answers = "n\n";

        await cli.RunAsync("up");

        Journal().ShouldContain("\"ending\":\"refused\"");
    }

    [Fact]
    public async Task Failed_search_of_orphans_fails_the_run()
    {
        cli.Sessions.OrphanFinders = [new Finder(() => throw new IOException("no answer"))];

        (await cli.RunAsync("up")).ShouldBe(4);
        cli.Error.ShouldContain("orphans");

        (await cli.RunAsync("up")).ShouldBe(1);
        cli.Output.ShouldNotContain("Everything is as declared");
    }

    [Fact]
    public async Task Renewal_is_recorded_when_it_renewed_something_and_leaves_nothing_when_it_did_not()
    {
        cli.Sessions.Renewals = [new Phoenix.Cli.Sessions.RenewalOutcome("nginx", "71ab", cli.Time.GetUtcNow(), Renewed: false)];
        await cli.RunAsync("renew");
        Directory.Exists(Path.Combine(cli.Home, "state", "home", "journal")).ShouldBeFalse();

        cli.Sessions.Renewals = [new Phoenix.Cli.Sessions.RenewalOutcome("nginx", "72ab", cli.Time.GetUtcNow(), Renewed: true)];
        await cli.RunAsync("renew", "-o", "json");
        Journal().ShouldContain("certificate/nginx");
        Result().ShouldBe(("completed", 0, 1));
    }

    private (string? Ending, int ExitCode, int Changed) Result()
    {
        var last = cli.Json[^1];
        last.GetProperty("type").GetString().ShouldBe("result");
        last.GetProperty("failed").GetInt32().ShouldBe(0);
        last.GetProperty("skipped").GetInt32().ShouldBe(0);
        return (last.GetProperty("ending").GetString(), last.GetProperty("exitCode").GetInt32(), last.GetProperty("changed").GetInt32());
    }

    private string Journal() =>
        File.ReadAllText(Directory.GetFiles(Path.Combine(cli.Home, "state", "home", "journal")).ShouldHaveSingleItem());

    private Thing StoppedThing() =>
        new("guest", "a", "")
        {
            OnObserve = () =>
            {
                cli.Signals.Send(130);
                throw new OperationCanceledException();
            },
        };
}
