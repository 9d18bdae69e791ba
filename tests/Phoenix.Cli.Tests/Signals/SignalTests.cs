namespace Phoenix.Cli.Tests;

/// <summary>Real signals to real processes.</summary>
public sealed class SignalTests : IDisposable
{
    private const string StepRuns = "installing nginx";
    private const string Stopping = "Stopping: what runs is finished";

    private readonly DirectoryInfo home = Directory.CreateTempSubdirectory("phoenix-signals-");

    public void Dispose() => home.Delete(recursive: true);

    [Theory]
    [InlineData("INT", 130)]
    [InlineData("TERM", 143)]
    [InlineData("HUP", 129)]
    public async Task First_signal_lets_the_step_end_and_begins_nothing_new(string signal, int exitCode)
    {
        using var up = Up(SignalledCommand.EndsWhenStopped);
        await up.UntilItSaysAsync(StepRuns);

        up.Send(signal);

        var output = await up.Output.ReadToEndAsync(TestContext.Current.CancellationToken);
        (await up.EndAsync()).ShouldBe(exitCode);
        up.Said.ShouldContain(Stopping);
        output.ShouldContain("1 done, 0 failed, 1 skipped");
        Journal().ShouldContain("\"ending\":\"stopped\"");
    }

    [Fact]
    public async Task Second_signal_ends_the_step_where_it_is()
    {
        using var up = Up(SignalledCommand.EndsWhenAborted);
        await up.UntilItSaysAsync(StepRuns);
        up.Send("INT");
        await up.UntilItSaysAsync(Stopping);
        up.IsRunning.ShouldBeTrue();

        up.Send("INT");

        var output = await up.Output.ReadToEndAsync(TestContext.Current.CancellationToken);
        (await up.EndAsync()).ShouldBe(130);
        output.ShouldContain("0 done, 1 failed, 1 skipped");
        Journal().ShouldContain("\"ending\":\"aborted\"");
    }

    [Fact]
    public async Task Third_signal_ends_the_process_whatever_its_step_does()
    {
        using var up = Up(SignalledCommand.NeverEnds);
        await up.UntilItSaysAsync(StepRuns);
        up.Send("INT");
        await up.UntilItSaysAsync(Stopping);
        up.Send("INT");
        await up.UntilItSaysAsync("Ending what runs.");
        up.IsRunning.ShouldBeTrue();

        up.Send("INT");

        (await up.EndAsync()).ShouldBe(130);
    }

    [Fact]
    public async Task Reader_that_goes_away_ends_no_run()
    {
        using var up = Up(SignalledCommand.EndsByItself, "-o", "json");
        (await up.Output.ReadLineAsync(TestContext.Current.CancellationToken)).ShouldNotBeNull().ShouldContain("plan");

        up.Output.Close();

        (await up.EndAsync()).ShouldBe(0);
        Journal().ShouldContain("\"ending\":\"completed\"");
    }

    [Theory]
    [InlineData("INT", 130)]
    [InlineData("TERM", 143)]
    public async Task Signal_ends_the_built_command_line_while_it_waits_for_another_run(string signal, int exitCode)
    {
        Directory.CreateDirectory(Path.Combine(home.FullName, "state", "home"));
        await using var held = new FileStream(
            Path.Combine(home.FullName, "state", "home", "lock"),
            FileMode.Create,
            FileAccess.ReadWrite,
            FileShare.None
        );
        var phoenix = Path.Combine(AppContext.BaseDirectory, "phoenix");
        using var renew = new CommandProcess(phoenix, home.FullName, new Dictionary<string, string>(), "renew", "--lock-timeout", "10min");
        await renew.UntilItSaysAsync("Waiting for another run to end");

        renew.Send(signal);

        (await renew.EndAsync()).ShouldBe(exitCode);
        renew.Said.ShouldContain("Stopped.");
    }

    private CommandProcess Up(string step, params string[] more) =>
        new(
            Environment.ProcessPath!,
            home.FullName,
            new Dictionary<string, string> { [SignalledCommand.Variable] = step },
            ["up", .. more]
        );

    private string Journal() =>
        File.ReadAllText(Directory.GetFiles(Path.Combine(home.FullName, "state", "home", "journal")).ShouldHaveSingleItem());
}
