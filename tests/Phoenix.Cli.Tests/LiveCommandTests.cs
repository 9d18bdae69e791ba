using Phoenix.Cli.Sessions;
using Phoenix.Engine;
using Phoenix.Testing;
using Phoenix.Topology;

namespace Phoenix.Cli.Tests;

public sealed class LiveCommandTests : IDisposable
{
    private readonly Cli cli = new();

    public void Dispose() => cli.Dispose();

    [Fact]
    public async Task Status_reads_as_the_golden_and_fails_when_something_is_not_well()
    {
        cli.Sessions.Status = new PlatformStatus(
            [
                new GuestStatus("nginx", GuestState.Healthy, "certificate 17 h of 24 h left") { Up = TimeSpan.FromDays(3) },
                new GuestStatus("step-ca", GuestState.Degraded, "the health check answers 503") { Up = TimeSpan.FromHours(5) },
                new GuestStatus("traefik", GuestState.Absent, "LXC 102 is not there"),
            ],
            [
                new RouteStatus("https://hello.phoenix.internal", TimeSpan.FromMilliseconds(11)) { StatusCode = 200 },
                new RouteStatus("https://portainer.phoenix.internal", TimeSpan.FromSeconds(2))
                {
                    StatusCode = 502,
                    Problem = "traefik does not answer",
                },
            ]
        )
        {
            Stacks = [new StackStatus("hello", "drphoenix", 1, 1, "hello-web-1: Up 3 days (healthy)")],
            Published = "127.0.0.1:8443",
        };

        (await cli.RunAsync("status")).ShouldBe(1);

        Golden.Matches(cli.Output, "status.txt");
    }

    [Fact]
    public async Task Status_as_json_names_the_published_address()
    {
        cli.Sessions.Status = new PlatformStatus([], []) { Published = "127.0.0.1:8443" };

        (await cli.RunAsync("status", "--output", "json")).ShouldBe(0);

        cli.Json[0].GetProperty("published").GetString().ShouldBe("127.0.0.1:8443");
        cli.Json[0].GetProperty("healthy").GetBoolean().ShouldBeTrue();
    }

    [Fact]
    public async Task Stack_that_is_down_makes_the_status_unhealthy_also_without_a_route()
    {
        cli.Sessions.Status = new PlatformStatus([], []) { Stacks = [new StackStatus("hello", "drphoenix", 0, 1, "web exited with 1")] };

        (await cli.RunAsync("status", "--output", "json")).ShouldBe(1);

        cli.Json[0].GetProperty("healthy").GetBoolean().ShouldBeFalse();
        cli.Json[0].GetProperty("stacks")[0].GetProperty("summary").GetString().ShouldBe("web exited with 1");
    }

    [Fact]
    public async Task Root_is_printed_in_pem_and_nothing_else()
    {
        cli.Sessions.Root = "-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n";

        (await cli.RunAsync("cert", "root")).ShouldBe(0);

        cli.Output.ShouldBe(cli.Sessions.Root);
    }

    [Fact]
    public async Task Root_that_is_not_there_yet_says_what_makes_it()
    {
        (await cli.RunAsync("cert", "root")).ShouldBe(1);

        cli.Output.ShouldBeEmpty();
        cli.Error.ShouldContain("phoenix up");
    }

    [Fact]
    public async Task Certificates_show_what_is_left_of_their_life()
    {
        var now = cli.Time.GetUtcNow();
        cli.Sessions.Certificates =
        [
            new CertificateStatus("nginx", ["hello.phoenix.internal"], "71ab3344556677889", now.AddHours(-7), now.AddHours(17)),
            new CertificateStatus("traefik", ["traefik.phoenix.internal"], "0c44", now.AddDays(-2), now.AddDays(-1).AddHours(-2)),
        ];

        (await cli.RunAsync("cert", "ls")).ShouldBe(0);

        cli.Output.ShouldContain("17 h of 24 h left");
        cli.Output.ShouldContain("expired 26 h ago");
    }

    [Theory]
    [InlineData("renew", typeof(RenewalScope.Due))]
    [InlineData("renew --all", typeof(RenewalScope.All))]
    [InlineData("renew nginx", typeof(RenewalScope.OfGuest))]
    public async Task Renew_asks_for_what_was_meant(string line, Type scope)
    {
        cli.Sessions.Renewals = [new RenewalOutcome("nginx", "71ab", cli.Time.GetUtcNow().AddDays(1), Renewed: true)];

        (await cli.RunAsync(line.Split(' '))).ShouldBe(0);

        cli.Sessions.RenewalAsked.ShouldBeOfType(scope);
        cli.Output.ShouldContain("nginx  renewed, 71ab");
    }

    [Theory]
    [InlineData("step-ca")]
    [InlineData("drphoenix")]
    public async Task Renew_of_a_guest_without_a_certificate_is_refused(string guest)
    {
        (await cli.RunAsync("renew", guest)).ShouldBe(1);

        cli.Error.ShouldContain("PHX9007");
        cli.Error.ShouldContain($"{guest} has no certificate that could be renewed");
        cli.Error.ShouldContain("known: nginx, traefik, portainer");
        cli.Sessions.RenewalAsked.ShouldBeNull();
    }

    [Fact]
    public async Task Renewal_that_failed_in_part_exits_with_4()
    {
        var error = new PhoenixException(new ErrorCode("PHX3204", "t", "m", "r"), "the new certificate is not served");
        cli.Sessions.Renewals =
        [
            new RenewalOutcome("nginx", "71ab", cli.Time.GetUtcNow(), Renewed: true),
            new RenewalOutcome("traefik", "0c44", cli.Time.GetUtcNow(), Renewed: false) { Error = error },
        ];

        (await cli.RunAsync("renew", "-o", "json")).ShouldBe(4);

        cli.Json[^1].GetProperty("failed").GetInt32().ShouldBe(1);
    }

    [Fact]
    public async Task Exec_hands_the_words_on_as_they_are_and_the_exit_code_back()
    {
        cli.Sessions.Shell.ExitCode = 3;

        (await cli.RunAsync("guest", "exec", "nginx", "--", "sh", "-c", "echo $HOME; --yes")).ShouldBe(3);

        cli.Sessions.Shell.Asked.ShouldBe(["sh|-c|echo $HOME; --yes"]);
        (cli.Output, cli.Error).ShouldBe(("out\n", "err\n"));
    }

    [Fact]
    public async Task Logs_are_those_of_the_journal()
    {
        await cli.RunAsync("guest", "logs", "nginx", "--unit", "nginx", "-n", "5");

        cli.Sessions.Shell.Asked.ShouldBe(["journalctl|--no-pager|--quiet|--output=short-iso|--lines=5|--unit|nginx"]);
    }

    [Theory]
    [InlineData("guest logs ngnix", "did you mean nginx?")]
    [InlineData("stack logs helo", "did you mean hello?")]
    [InlineData("renew treafik", "did you mean traefik?")]
    [InlineData("guest logs zzz", "known: step-ca")]
    public async Task Unknown_name_suggests_the_nearest(string line, string says)
    {
        (await cli.RunAsync(line.Split(' '))).ShouldBe(1);

        cli.Error.ShouldContain(says);
    }

    [Fact]
    public async Task Stacks_that_are_not_whole_fail_the_listing()
    {
        cli.Sessions.Stacks = [new StackStatus("hello", "drphoenix", 0, 1, "web exited with 1")];

        (await cli.RunAsync("stack", "ls")).ShouldBe(1);

        cli.Output.ShouldBe("  hello   on drphoenix   0/1 healthy   web exited with 1\n");
        await cli.RunAsync("stack", "logs", "hello", "-n", "3");
        cli.Output.ShouldBe("3 lines of hello\n");
    }

    [Fact]
    public async Task Lab_api_prints_what_a_client_needs()
    {
        (await cli.RunAsync("lab", "api", "--output", "json")).ShouldBe(0);

        var access = cli.Json[0];
        access.GetProperty("url").GetString().ShouldBe("https://127.0.0.1:18006");
        access.GetProperty("token").GetString().ShouldBe("root@pam!phoenix");
        access.GetProperty("secret").GetString().ShouldBe("5f1c");
        access.GetProperty("fingerprint").GetString().ShouldBe("AB:CD");
        access.GetProperty("node").GetString().ShouldBe("pve");
    }

    [Fact]
    public async Task Lab_commands_mean_the_platform_unless_named()
    {
        cli.Sessions.FakeLabs.Known = [new LabSummary("home", "up", 5, "127.0.0.1:8443")];

        await cli.RunAsync("lab", "up", "--publish", "127.0.0.1:9443");
        await cli.RunAsync("lab", "down", "other", "--yes");
        await cli.RunAsync("lab", "reset", "-y");
        var exitCode = await cli.RunAsync("lab", "shell", "nginx");
        await cli.RunAsync("lab", "ls");

        cli.Sessions.FakeLabs.Asked.ShouldBe(["up home 127.0.0.1:9443", "down other", "reset home", "shell home nginx"]);
        exitCode.ShouldBe(7);
        cli.Output.ShouldBe("  home   up   5 guests   published on 127.0.0.1:8443\n");
    }

    [Fact]
    public async Task Lab_exec_runs_a_command_on_the_host_and_ends_with_its_exit_code()
    {
        var exitCode = await cli.RunAsync("lab", "exec", "--", "systemctl", "list-timers");

        cli.Sessions.FakeLabs.Asked.ShouldBe(["exec home systemctl list-timers"]);
        (exitCode, cli.Output).ShouldBe((3, "timers\n"));
    }

    [Fact]
    public async Task Lab_down_without_consent_changes_nothing()
    {
        (await cli.RunAsync("lab", "down")).ShouldBe(64);

        cli.Sessions.FakeLabs.Asked.ShouldBeEmpty();
    }

    [Fact]
    public async Task Lab_up_that_would_lose_the_lab_asks_and_without_a_terminal_refuses()
    {
        cli.Sessions.FakeLabs.Losses = [new FieldDiff("subnet", "10.0.0.0/24", "10.1.0.0/24")];

        (await cli.RunAsync("lab", "up")).ShouldBe(64);

        cli.Sessions.FakeLabs.Asked.ShouldBeEmpty();
        cli.Error.ShouldContain("subnet  10.0.0.0/24 → 10.1.0.0/24");
        cli.Error.ShouldContain("phoenix lab up --yes");
        cli.Terminal = new TerminalFactsBuilder { Input = true }.Build();
        cli.Answers = "no\n";
        (await cli.RunAsync("lab", "up")).ShouldBe(1);
        cli.Sessions.FakeLabs.Asked.ShouldBeEmpty();
        cli.Answers = "home\n";
        (await cli.RunAsync("lab", "up")).ShouldBe(0);
        cli.Sessions.FakeLabs.Asked.ShouldBe(["replace home "]);
    }

    [Theory]
    [InlineData("up")]
    [InlineData("down")]
    [InlineData("reset")]
    public async Task Lab_is_not_changed_beneath_a_run_of_its_platform(string command)
    {
        var lockFile = Path.Combine(cli.Home, "state", "home", "lock");
        Directory.CreateDirectory(Path.GetDirectoryName(lockFile)!);
        using (new FileStream(lockFile, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None))
        {
            (await cli.RunAsync("lab", command, "--yes", "--lock-timeout", "0s")).ShouldNotBe(0);

            cli.Sessions.FakeLabs.Asked.ShouldBeEmpty();
            cli.Error.ShouldContain(EngineErrors.Locked.Code);
        }

        var isHeld = false;
        cli.Sessions.FakeLabs.Meanwhile = () => isHeld = IsHeld(lockFile);
        (await cli.RunAsync("lab", command, "--yes")).ShouldBe(0);
        (isHeld, IsHeld(lockFile)).ShouldBe((true, false));
    }

    private static bool IsHeld(string path)
    {
        try
        {
            using var free = new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            return false;
        }
        catch (IOException)
        {
            return true;
        }
    }
}
