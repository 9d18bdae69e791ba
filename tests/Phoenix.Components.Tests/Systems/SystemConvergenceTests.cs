using Phoenix.Components.Systems;
using Phoenix.Engine;
using Phoenix.Topology;

namespace Phoenix.Components.Tests.Systems;

/// <summary>The two scripts, run for real in a copy of this machine.</summary>
public sealed class SystemConvergenceTests
{
    private const string Config = "/etc/demo/demo.conf";

    private static SystemSpec Demo(string config) =>
        new()
        {
            Users = ["demo-user"],
            Directories = [new SystemDirectory("/etc/demo"), new SystemDirectory("/var/lib/demo", "demo-user:demo-user", "0750")],
            Files =
            [
                new SystemFile(Config, config, Mode: "0640"),
                new SystemFile("/etc/demo/token", "t0p", "demo-user:demo-user", "0600") { IsSecret = true },
                new SystemFile("/etc/systemd/system/demo.service", "[Service]\nExecStart=/bin/true\n"),
            ],
            Absent = ["/etc/demo/default"],
            Services =
            [
                new SystemService("demo")
                {
                    CheckBefore = ["/bin/sh", "-c", $"grep -q good {Config} || {{ echo 'line 1: no good'; exit 1; }}"],
                    ReloadOn = ["/etc/demo/"],
                },
            ],
        };

    [Fact]
    public async Task A_bare_system_converges_and_a_second_look_finds_nothing()
    {
        using var system = new ThrowawaySystem();
        system.Write("/etc/demo/default", "of the distribution");

        await system.ConvergeAsync(Demo("good\n"));

        (await system.DiffAsync(Demo("good\n"))).IsEmpty.ShouldBeTrue();
        (await system.ShAsync($"stat -c '%a %U:%G %n' {Config} /etc/demo/token /var/lib/demo; ls -A /etc/demo")).ShouldBe(
            """
            640 root:root /etc/demo/demo.conf
            600 demo-user:demo-user /etc/demo/token
            750 demo-user:demo-user /var/lib/demo
            demo.conf
            token

            """
        );
        system.SystemctlLog.ShouldBe("daemon-reload\nenable demo.service\nreset-failed demo.service\nstart demo.service\n");
    }

    [Fact]
    public async Task Proof_that_fails_names_the_file_and_not_what_stands_in_it()
    {
        using var system = new ThrowawaySystem();
        await system.ConvergeAsync(Demo("good\n"));
        system.Write(Config, "password: hunter2\n");

        var proof = await SystemResource.Of("demo", "", system, Demo("good\n")).VerifyAsync(TestContext.Current.CancellationToken);

        proof.ShouldBe(new Proof(false, $"{Config} is not as declared"));
    }

    [Fact]
    public async Task A_converged_system_is_looked_at_in_one_call_and_not_written()
    {
        using var system = new ThrowawaySystem();
        await system.ConvergeAsync(Demo("good\n"));
        var before = system.Written();
        system.Commands.Clear();

        (await SystemResource.Of("demo", "demo", system, Demo("good\n")).PlanAsync(TestContext.Current.CancellationToken)).Kind.ShouldBe(
            ChangeKind.None
        );

        system.Commands.Count.ShouldBe(1);
        system.Written().ShouldBe(before);
    }

    [Fact]
    public async Task Two_resources_of_a_system_share_the_first_look_and_take_later_ones_themselves()
    {
        using var system = new ThrowawaySystem();
        await system.ConvergeAsync(Demo("good\n"));
        var ground = new SystemSpec { Directories = [new SystemDirectory("/etc/demo")] };
        var look = new SharedLook(system, _ => Task.FromResult(true), _ => Task.FromResult(Demo("good\n")));
        SystemResource Of(SystemSpec spec) => new("demo", "demo", system, _ => Task.FromResult(spec)) { Look = look };
        SystemResource[] resources = [Of(ground), Of(Demo("good\n"))];
        system.Commands.Clear();

        var first = await Task.WhenAll(resources.Select(resource => resource.PlanAsync(TestContext.Current.CancellationToken)));
        var looks = system.Commands.Count;
        system.Write(Config, "bad\n");
        var later = await resources[1].PlanAsync(TestContext.Current.CancellationToken);

        first.ShouldAllBe(change => change.Kind == ChangeKind.None && change.Proof!.Holds);
        looks.ShouldBe(1);
        later.Kind.ShouldBe(ChangeKind.Update);
        later.Proof.ShouldBeNull();
    }

    [Fact]
    public async Task A_changed_file_reloads_its_unit_after_the_check()
    {
        using var system = new ThrowawaySystem();
        await system.ConvergeAsync(Demo("good\n"));

        await system.ConvergeAsync(Demo("good too\n"));

        system.SystemctlLog.ShouldEndWith("reload-or-restart demo.service\n");
        (await system.DiffAsync(Demo("good too\n"))).IsEmpty.ShouldBeTrue();
        (await system.ShAsync("find /var/lib/phoenix/.system/undo /var/lib/phoenix/.system/owed -mindepth 1")).ShouldBe("");
    }

    [Fact]
    public async Task A_changed_unit_file_restarts_its_unit()
    {
        using var system = new ThrowawaySystem();
        await system.ConvergeAsync(Demo("good\n"));
        await system.ShAsync("echo '# by hand' >>/etc/systemd/system/demo.service");

        await system.ConvergeAsync(Demo("good\n"));

        system.SystemctlLog.ShouldEndWith("daemon-reload\nrestart demo.service\n");
    }

    [Fact]
    public async Task A_failed_check_puts_the_files_back_and_says_why()
    {
        using var system = new ThrowawaySystem();
        await system.ConvergeAsync(Demo("good\n"));

        var error = await Should.ThrowAsync<PhoenixException>(() => system.ConvergeAsync(Demo("bad\n")));

        error.Code.ShouldBe(SystemErrors.CheckFailed);
        error.Remote.ShouldBe("line 1: no good");
        (await system.ShAsync($"cat {Config}; stat -c '%a %U' {Config}; ls -A /etc/demo")).ShouldBe("good\n640 root\ndemo.conf\ntoken\n");
        system.SystemctlLog.ShouldNotContain("reload-or-restart");
        (await system.DiffAsync(Demo("good\n"))).IsEmpty.ShouldBeTrue();
    }

    [Fact]
    public async Task Killed_before_a_restart_the_next_run_makes_it()
    {
        using var system = new ThrowawaySystem();
        await system.ConvergeAsync(Demo("good\n"));
        system.Write("/units/kill", "");

        var error = await Should.ThrowAsync<PhoenixException>(() => system.ConvergeAsync(Demo("good again\n")));
        var owed = await system.DiffAsync(Demo("good again\n"));
        await system.ConvergeAsync(Demo("good again\n"));

        error.Code.ShouldBe(SystemErrors.CutOff);
        owed.Differences.ShouldHaveSingleItem().ShouldBeOfType<SystemDifference.OfUnit>().Action.ShouldBe(UnitAction.Reload);
        system.SystemctlLog.Split('\n').Count(line => line == "reload-or-restart demo.service").ShouldBe(2);
        (await system.DiffAsync(Demo("good again\n"))).IsEmpty.ShouldBeTrue();
    }

    [Fact]
    public async Task A_unit_that_fails_says_it_with_its_journal()
    {
        using var system = new ThrowawaySystem();
        system.Write("/units/demo.service.broken", "");

        var error = await Should.ThrowAsync<PhoenixException>(() => system.ConvergeAsync(Demo("good\n")));

        error.Code.ShouldBe(SystemErrors.UnitFailed);
        error.Where.ShouldBe("demo.service");
        error.Remote.ShouldBe("Job for demo.service failed.\njournal of the unit");
    }

    [Fact]
    public async Task A_unit_that_ends_at_once_after_its_start_is_an_error_too()
    {
        using var system = new ThrowawaySystem();
        system.Write("/units/demo.service.short-lived", "");

        var error = await Should.ThrowAsync<PhoenixException>(() => system.ConvergeAsync(Demo("good\n")));

        error.Code.ShouldBe(SystemErrors.UnitFailed);
        error.Remote.ShouldBe("demo.service failed\njournal of the unit");
    }

    [Fact]
    public async Task Awkward_names_and_contents_arrive_as_they_are()
    {
        using var system = new ThrowawaySystem();
        var spec = new SystemSpec
        {
            Files =
            [
                new SystemFile("/etc/awkward/a b  c ", "two  blanks and a $(touch /pwned) `id` \\n %s\n"),
                new SystemFile("/etc/awkward/-rf", ""),
                new SystemFile("/etc/awkward/it's \"so\" $HOME *", "no line break at the end"),
                new SystemFile("/etc/awkward/back\\slash", "\\\n'\"\n"),
                new SystemFile("/etc/awkward/straße-火", new string('x', 200_000) + "é\n"),
            ],
        };

        await system.ConvergeAsync(spec);

        (await system.DiffAsync(spec)).IsEmpty.ShouldBeTrue();
        spec.Files.ShouldAllBe(file => File.ReadAllText(system.Upper(file.Path)) == file.Content);
        File.Exists(system.Upper("/pwned")).ShouldBeFalse();
    }

    [Fact]
    public async Task A_link_in_the_place_of_a_file_is_replaced_and_not_followed()
    {
        using var system = new ThrowawaySystem();
        await system.ShAsync(
            "mkdir -p /etc/linked /real && echo precious >/real/file && ln -s /real/file /etc/linked/conf && ln -s /real /etc/linked/dir"
        );
        var spec = new SystemSpec { Directories = [new("/etc/linked/dir")], Files = [new("/etc/linked/conf", "ours\n")] };

        await system.ConvergeAsync(spec);

        (
            await system.ShAsync("cat /real/file; cat /etc/linked/conf; [ -L /etc/linked/conf ] || [ -L /etc/linked/dir ] || echo none")
        ).ShouldBe("precious\nours\nnone\n");
        (await system.DiffAsync(spec)).IsEmpty.ShouldBeTrue();
    }

    [Fact]
    public async Task A_directory_in_the_place_of_a_file_is_an_error_and_stays()
    {
        using var system = new ThrowawaySystem();
        await system.ShAsync("mkdir -p /etc/taken/conf && echo precious >/etc/taken/conf/file");

        var error = await Should.ThrowAsync<PhoenixException>(() =>
            system.ConvergeAsync(new SystemSpec { Files = [new("/etc/taken/conf", "ours\n")] })
        );

        error.Code.ShouldBe(SystemErrors.Occupied);
        error.Where.ShouldBe("/etc/taken/conf");
        (await system.ShAsync("cat /etc/taken/conf/file")).ShouldBe("precious\n");
    }

    [Fact]
    public async Task What_cannot_be_written_is_an_error_in_the_systems_words()
    {
        using var system = new ThrowawaySystem();

        var error = await Should.ThrowAsync<PhoenixException>(() =>
            system.ConvergeAsync(new SystemSpec { Files = [new("/proc/none/conf", "ours\n")] })
        );

        error.Code.ShouldBe(SystemErrors.NotWritten);
        error.Remote!.ShouldContain("/proc/none");
    }

    [Fact]
    public async Task An_owner_that_does_not_exist_is_an_error_and_nothing_half_written_stays()
    {
        using var system = new ThrowawaySystem();

        var error = await Should.ThrowAsync<PhoenixException>(() =>
            system.ConvergeAsync(new SystemSpec { Files = [new("/etc/half/conf", "ours\n", "nobody-at-all:root")] })
        );

        error.Remote!.ShouldContain("nobody-at-all");
        (await system.ShAsync("ls -A /etc/half")).ShouldBe("");
    }

    [Fact]
    public async Task A_hand_edit_is_shown_as_lines_with_its_age()
    {
        using var system = new ThrowawaySystem();
        await system.ConvergeAsync(Demo("good\n"));
        await system.ShAsync($"echo 'good, by hand' >{Config}; touch -d '4 minutes ago' {Config}");

        var change = await SystemResource.Of("demo", "demo", system, Demo("good\n")).PlanAsync(TestContext.Current.CancellationToken);

        change.Reason.ShouldBe($"{Config} was changed in the system, 4 minutes ago");
        change.Fields.ShouldContain(new FieldDiff(Config, "good, by hand\n", "good\n"));
    }

    [Fact]
    public async Task Secrets_are_in_no_field_and_no_argument()
    {
        using var system = new ThrowawaySystem();
        await system.ConvergeAsync(Demo("good\n"));
        await system.ShAsync("echo t1p >/etc/demo/token");

        var fields = SystemDiffFields.Of(await system.DiffAsync(Demo("good\n")));

        fields.ShouldContain(field => field.Path == "/etc/demo/token");
        fields.ShouldAllBe(field => !$"{field}".Contains("t0p") && !$"{field}".Contains("t1p"));
        system
            .Commands.Where(command => command.Arguments.Length > 3)
            .SelectMany(command => command.Arguments)
            .ShouldAllBe(argument => !argument.Contains("t0p"));
    }

    [Fact]
    public async Task What_was_put_on_a_system_is_taken_back()
    {
        using var system = new ThrowawaySystem();
        await system.ConvergeAsync(Demo("good\n"));
        var resource = new SystemResource("demo", "demo", system, _ => Task.FromResult(Demo("good\n")))
        {
            Removal = SystemRemoval.TakeBack,
        };

        await resource.RemoveAsync(new Progress<string>(), TestContext.Current.CancellationToken);
        await resource.RemoveAsync(new Progress<string>(), TestContext.Current.CancellationToken);

        (await system.ShAsync("ls -A /etc/demo; ls /etc/systemd/system/demo.service /units 2>/dev/null")).ShouldBe("/units:\n");
    }

    [Fact]
    public async Task A_masked_unit_is_stopped_and_masked()
    {
        using var system = new ThrowawaySystem();
        system.Write("/units/other.service.active", "");

        await system.ConvergeAsync(new SystemSpec { Masked = ["other"] });

        system.SystemctlLog.ShouldEndWith("stop other.service\nmask other.service\n");
        (await system.DiffAsync(new SystemSpec { Masked = ["other"] })).IsEmpty.ShouldBeTrue();
    }
}
