using System.Text.Json;
using Phoenix.Cli.Errors;
using Phoenix.Testing;
using Phoenix.Topology;

namespace Phoenix.Cli.Tests;

public sealed class OfflineTests : IDisposable
{
    private readonly Cli cli = new();

    public void Dispose() => cli.Dispose();

    [Fact]
    public async Task Init_writes_a_platform_that_is_valid_and_validate_says_so()
    {
        (await cli.RunAsync("init")).ShouldBe(0);
        (await cli.RunAsync("validate")).ShouldBe(0);

        cli.Output.ShouldBe("valid  phoenix.yaml  home (phoenix.internal): 5 guests, 1 stack, 2 routes\n");
        File.Exists(Path.Combine(cli.Home, "stacks", "hello", "compose.yaml")).ShouldBeTrue();
    }

    [Fact]
    public async Task Init_never_overwrites_unless_forced()
    {
        var file = cli.Write("phoenix.yaml", "mine");

        (await cli.RunAsync("init")).ShouldBe(1);
        cli.Error.ShouldContain(CliErrors.FileExists.Code);
        File.ReadAllText(file).ShouldBe("mine");
        Directory.Exists(Path.Combine(cli.Home, "stacks")).ShouldBeFalse();

        (await cli.RunAsync("init", "--force")).ShouldBe(0);
        File.ReadAllText(file).ShouldNotBe("mine");
    }

    [Fact]
    public async Task Validate_shows_the_place_and_exits_with_3()
    {
        await cli.RunAsync("init");
        var file = Path.Combine(cli.Home, "phoenix.yaml");
        await File.WriteAllTextAsync(
            file,
            (await File.ReadAllTextAsync(file, Cancel)).Replace("id: 103", "id: 101", StringComparison.Ordinal),
            Cancel
        );

        (await cli.RunAsync("validate")).ShouldBe(3);
        cli.Error.ShouldContain("error PHX1104");
        cli.Error.ShouldContain("phoenix.yaml:31:20");
        cli.Output.ShouldBeEmpty();

        (await cli.RunAsync("validate", "-o", "json")).ShouldBe(3);
        var document = cli.Json.ShouldHaveSingleItem();
        document.GetProperty("valid").GetBoolean().ShouldBeFalse();
        document.GetProperty("diagnostics")[0].GetProperty("line").GetInt32().ShouldBe(31);
    }

    [Theory]
    [InlineData("up")]
    [InlineData("plan")]
    [InlineData("status")]
    [InlineData("dns ls")]
    public async Task Every_command_refuses_an_invalid_file_with_3(string line)
    {
        cli.Write("phoenix.yaml", "platform: [");

        (await cli.RunAsync(line.Split(' '))).ShouldBe(3);

        cli.Error.ShouldContain("phoenix.yaml:1");
    }

    [Fact]
    public async Task Validate_without_a_file_says_where_it_looked() =>
        (await cli.RunAsync("validate"), cli.Error.Contains(CliErrors.NoPlatformFile.Code, StringComparison.Ordinal)).ShouldBe((1, true));

    [Fact]
    public async Task File_is_found_above_and_named_by_option_before_variable()
    {
        await cli.RunAsync("init");
        cli.Write("other/phoenix.yaml", "platform: [");
        cli.Variables["PHOENIX_FILE"] = "other/phoenix.yaml";

        (await cli.RunAsync("dns", "ls")).ShouldBe(3);
        (await cli.RunAsync("dns", "ls", "--file", "phoenix.yaml")).ShouldBe(0);
        (await cli.RunAsync("dns", "ls", "--file", "absent.yaml")).ShouldBe(1);
        cli.Error.ShouldContain(CliErrors.UnreadableFile.Code);
    }

    [Fact]
    public async Task Dns_and_flows_follow_from_the_seed_without_a_file()
    {
        await cli.RunAsync("dns", "ls");
        Golden.Matches(cli.Output, "dns.txt");
        await cli.RunAsync("guest", "ls");
        Golden.Matches(cli.Output, "guests.txt");
        await cli.RunAsync("flow", "ls", "--output", "json");
        cli.Json[0].GetProperty("flows").GetArrayLength().ShouldBe(Flows.For(SeedPlatform.Read().Platform!).Length);
    }

    [Fact]
    public async Task Schema_is_a_json_document()
    {
        (await cli.RunAsync("schema")).ShouldBe(0);

        JsonDocument.Parse(cli.Output).RootElement.GetProperty("properties").GetProperty("guests").ValueKind.ShouldBe(JsonValueKind.Object);
    }

    [Theory]
    [InlineData("PHX4020")]
    [InlineData("phx4020")]
    [InlineData("4020")]
    public async Task Explain_finds_a_code_however_it_is_written(string written)
    {
        (await cli.RunAsync("explain", written)).ShouldBe(0);

        cli.Output.ShouldStartWith("PHX4020  Another run is under way");
    }

    [Fact]
    public async Task Explain_of_an_unknown_code_suggests_the_nearest()
    {
        (await cli.RunAsync("explain", "PHX4029")).ShouldBe(1);

        cli.Error.ShouldContain("did you mean PHX402");
    }

    [Fact]
    public async Task Explain_without_a_code_lists_all_of_them()
    {
        await cli.RunAsync("explain");

        cli.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length.ShouldBe(ErrorCatalog.All.Length);
    }

    [Theory]
    [InlineData("", "[command] [options]")]
    [InlineData("lab", "lab [command] [options]")]
    [InlineData("sttaus", "Did you mean status?")]
    [InlineData("up --pubish x", "Did you mean --publish?")]
    [InlineData("up --parallelism 0", "--parallelism is a number from 1 to 64")]
    [InlineData("up --output yaml", "--output is text or json")]
    [InlineData("up --output 7", "--output is text or json")]
    [InlineData("up --output text,json", "--output is text or json")]
    [InlineData("up --color 9", "--color is auto, always or never")]
    [InlineData("hosts install --address 1", "--address is the IP address of a host")]
    [InlineData("hosts install --address 0.0.0.0", "--address is the IP address of a host")]
    [InlineData("hosts install --address 010.0.0.1", "--address is the IP address of a host")]
    [InlineData("explain PHX1001 @words", "\"@words\" is not known here")]
    [InlineData("guest exec", "phoenix guest exec --help")]
    public async Task Wrong_command_line_exits_with_64_and_says_what_is_right(string line, string says)
    {
        (await cli.RunAsync(line.Split(' ', StringSplitOptions.RemoveEmptyEntries))).ShouldBe(64);

        cli.Error.ShouldContain(says);
        cli.Output.ShouldBeEmpty();
    }

    [Fact]
    public async Task Path_of_nothing_is_a_wrong_command_line()
    {
        (await cli.RunAsync("validate", "--file", "")).ShouldBe(64);
        cli.Error.ShouldContain("--file is the path of a file");
        (await cli.RunAsync("init", "")).ShouldBe(64);
    }

    [Theory]
    [InlineData("directory")]
    [InlineData("link")]
    [InlineData("pipe")]
    public async Task File_that_is_none_is_told_of_and_not_passed_over_for_one_above(string kind)
    {
        await cli.RunAsync("init");
        var here = Directory.CreateDirectory(Path.Combine(cli.Home, "below")).FullName;
        var path = Path.Combine(here, "phoenix.yaml");
        switch (kind)
        {
            case "directory":
                Directory.CreateDirectory(path);
                break;
            case "link":
                File.CreateSymbolicLink(path, "nowhere");
                break;
            default:
                using (var made = System.Diagnostics.Process.Start(SkipUnless.Program("mkfifo"), [path]))
                {
                    await made.WaitForExitAsync(Cancel);
                }

                break;
        }

        using var output = new StringWriter();
        var ended = Entry.CommandLine.RunAsync(["validate"], cli.Context(output, output) with { Directory = here });

        (await ended.WaitAsync(TimeSpan.FromSeconds(20), Cancel)).ShouldBe(1);
        output.ToString().ShouldContain(CliErrors.UnreadableFile.Code);
    }

    [Fact]
    public async Task File_of_any_length_is_too_large_at_once()
    {
        await using (var giant = File.Create(Path.Combine(cli.Home, "phoenix.yaml")))
        {
            giant.SetLength(3L * 1024 * 1024 * 1024);
        }

        (await cli.RunAsync("validate")).ShouldBe(3);

        cli.Error.ShouldContain("error PHX1007");
    }

    [Fact]
    public async Task Diagnostics_as_json_have_the_note_the_earlier_place_and_a_way_out()
    {
        await cli.RunAsync("init");
        var file = Path.Combine(cli.Home, "phoenix.yaml");
        var text = await File.ReadAllTextAsync(file, Cancel);
        text = text.Replace("id: 102", "id: 101", StringComparison.Ordinal)
            .Replace("on: drphoenix", "on: drphenix", StringComparison.Ordinal);
        await File.WriteAllTextAsync(file, text, Cancel);

        await cli.RunAsync("validate", "-o", "json");

        var diagnostics = cli.Json.ShouldHaveSingleItem().GetProperty("diagnostics");
        diagnostics[0].GetProperty("note").GetString().ShouldBe("101 is nginx's, line 31");
        diagnostics[0].GetProperty("related").GetProperty("line").GetInt32().ShouldBe(31);
        diagnostics[1].GetProperty("help").GetString().ShouldBe("did you mean \"drphoenix\"?");
    }

    [Fact]
    public async Task Help_is_data_and_exits_with_0()
    {
        (await cli.RunAsync("up", "--help")).ShouldBe(0);

        cli.Output.ShouldContain("--publish");
    }

    [Theory]
    [InlineData("phoenix sta", "status")]
    [InlineData("phoenix lab ", "reset")]
    [InlineData("phoenix up --pub", "--publish")]
    [InlineData("phoenix up --output ", "json")]
    [InlineData("phoenix explain PHX402", "PHX4020")]
    [InlineData("phoenix guest logs dr", "drphoenix")]
    [InlineData("phoenix guest exec ngi", "nginx")]
    [InlineData("phoenix stack logs ", "hello")]
    public async Task Completion_offers_what_may_come_next(string line, string offered)
    {
        await cli.RunAsync($"[suggest:{line.Length}]", line);

        cli.Output.Split('\n').ShouldContain(offered);
    }

    [Fact]
    public async Task Completion_offers_each_format_once_in_the_spelling_of_the_docs()
    {
        await cli.RunAsync("[suggest:18]", "phoenix up -o ");

        cli.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Order().ShouldBe(["json", "text"]);
    }

    [Theory]
    [InlineData("bash", "-n")]
    [InlineData("zsh", "-n")]
    [InlineData("fish", "--no-execute")]
    public async Task Completion_script_is_one_the_shell_can_read(string shell, string check)
    {
        SkipUnless.Program(shell);
        await cli.RunAsync("completion", shell);
        var script = cli.Write("completion", cli.Output);

        using var process = System.Diagnostics.Process.Start(shell, [check, script]);
        await process.WaitForExitAsync(Cancel);

        process.ExitCode.ShouldBe(0);
    }

    [Fact]
    public async Task Bash_completes_through_the_script_it_was_given()
    {
        SkipUnless.Program("bash");
        await cli.RunAsync("completion", "bash");
        // A phoenix that answers as the real one does for this line.
        cli.Write("bin/phoenix", "#!/bin/sh\n[ \"$1\" = '[suggest:11]' ] && [ \"$2\" = 'phoenix sta' ] && echo status && echo stack\n");
        var script = cli.Write(
            "try",
            $"chmod +x {cli.Home}/bin/phoenix\nPATH={cli.Home}/bin:$PATH\n{cli.Output}\nCOMP_LINE='phoenix sta' COMP_POINT=11 COMP_WORDS=(phoenix sta) COMP_CWORD=1\n_phoenix\nprintf '%s\\n' \"${{COMPREPLY[@]}}\"\n"
        );

        using var process = System.Diagnostics.Process.Start(
            new System.Diagnostics.ProcessStartInfo("bash", [script]) { RedirectStandardOutput = true, UseShellExecute = false }
        )!;
        var completed = await process.StandardOutput.ReadToEndAsync(Cancel);
        await process.WaitForExitAsync(Cancel);

        completed.Split('\n', StringSplitOptions.RemoveEmptyEntries).ShouldBe(["status", "stack"]);
    }

    [Fact]
    public async Task Version_and_trust_answer_in_both_formats()
    {
        await cli.RunAsync("version");
        cli.Output.ShouldMatch(@"^phoenix \d+\.\d+\.\d+\n$");
        var version = cli.Output;
        await cli.RunAsync("--version");
        cli.Output.ShouldBe(version);
        await cli.RunAsync("version", "-o", "json");
        cli.Json[0].GetProperty("schemaVersion").GetInt32().ShouldBe(1);
        await cli.RunAsync("trust");
        cli.Output.ShouldContain("update-ca-certificates");
        await cli.RunAsync("trust", "-o", "json");
        cli.Json[0].GetProperty("systems").GetArrayLength().ShouldBeGreaterThan(5);
    }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;
}
