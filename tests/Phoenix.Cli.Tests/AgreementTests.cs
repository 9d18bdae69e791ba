using Phoenix.Engine;

namespace Phoenix.Cli.Tests;

public sealed class AgreementTests : IDisposable
{
    private readonly Thing nginx = new("guest", "nginx", "LXC 101") { Live = "1024M", Declared = "512M" };
    private readonly Cli cli = new() { Terminal = new TerminalFactsBuilder { Input = true }.Build() };

    public AgreementTests() => cli.Sessions.Resources = [nginx];

    private string Lock => Path.Combine(cli.Home, "state", "home", "lock");

    public void Dispose() => cli.Dispose();

    [Fact]
    public async Task Lock_is_free_while_a_person_is_asked()
    {
        var asked = 0;
        cli.Answers = "y\n";
        cli.WhenAsked = () =>
        {
            asked++;
            new FileRunLock(Lock, cli.Time).Take(new LockHolder(4711, "root", "renew", cli.Time.GetUtcNow())).Dispose();
        };

        (await cli.RunAsync("up")).ShouldBe(0);

        asked.ShouldBe(1);
        nginx.Live.ShouldBe("512M");
    }

    [Fact]
    public async Task Plan_that_changed_while_a_person_was_asked_is_shown_and_asked_about_again()
    {
        cli.Answers = "y\nn\n";
        cli.WhenAsked = () => nginx.Live = "2048M";

        (await cli.RunAsync("up")).ShouldBe(1);

        nginx.Live.ShouldBe("2048M");
        cli.Error.ShouldContain("Something changed since.");
        cli.Output.ShouldContain("1024M");
        cli.Output.ShouldContain("2048M");
    }

    [Fact]
    public async Task Plan_that_somebody_else_carried_out_meanwhile_has_nothing_left_to_do()
    {
        cli.Answers = "y\n";
        cli.WhenAsked = () => nginx.Live = "512M";

        (await cli.RunAsync("up")).ShouldBe(0);

        cli.Output.ShouldContain("Everything is as declared.");
    }

    [Fact]
    public async Task Another_run_that_begins_while_a_person_is_asked_is_waited_for()
    {
        cli.Answers = "y\n";
        FileStream? held = null;
        cli.WhenAsked = () => held = new FileStream(Lock, FileMode.Open, FileAccess.ReadWrite, FileShare.None);

        (await cli.RunAsync("up", "--lock-timeout", "0s")).ShouldBe(1);

        held!.Dispose();
        cli.Error.ShouldContain("PHX4020");
        nginx.Live.ShouldBe("1024M");
    }
}
