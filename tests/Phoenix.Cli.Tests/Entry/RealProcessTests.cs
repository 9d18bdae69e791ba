using System.Diagnostics;
using Phoenix.Testing;

namespace Phoenix.Cli.Tests;

/// <summary>The program itself where its surroundings are broken: an error with a code, never a crash.</summary>
public sealed class RealProcessTests
{
    private static readonly string Program = Path.Combine(AppContext.BaseDirectory, "phoenix");

    [Fact]
    public async Task Output_on_a_full_disk_fails_with_a_code_of_its_own()
    {
        var (exitCode, output) = await RunAsync("exec \"$phoenix\" version >/dev/full");

        (exitCode, output.Contains("PHX9020", StringComparison.Ordinal)).ShouldBe((1, true), output);
    }

    [Theory]
    [InlineData("exec \"$phoenix\" explain nothing 2>/dev/full")]
    [InlineData("exec \"$phoenix\" explain nothing 2>&-")]
    [InlineData("exec \"$phoenix\" explain nothing >/dev/full 2>/dev/full")]
    public async Task Error_that_cannot_be_told_still_ends_with_its_exit_code(string script) =>
        (await RunAsync(script)).ExitCode.ShouldBe(1);

    [Fact]
    public async Task Directory_that_is_gone_is_told()
    {
        var (exitCode, output) = await RunAsync("cd \"$(mktemp -d)\" && rmdir \"$PWD\" && exec \"$phoenix\" version");

        (exitCode, output.Contains("PHX9021", StringComparison.Ordinal)).ShouldBe((1, true), output);
    }

    [Fact]
    public async Task User_without_a_name_is_no_obstacle()
    {
        SkipUnless.Root();
        SkipUnless.Program("unshare");

        // A /etc/passwd without anybody, in a mount namespace of the command's own.
        var (exitCode, output) = await RunAsync(
            "exec unshare --mount sh -c 'mount --bind /dev/null /etc/passwd && exec \"$0\" version' \"$phoenix\""
        );

        exitCode.ShouldBe(0, output);
    }

    private static async Task<(int ExitCode, string Output)> RunAsync(string script)
    {
        var cancel = TestContext.Current.CancellationToken;
        SkipUnless.Program("bash");
        Assert.SkipUnless(File.Exists(Program), "the program is not beside the tests");
        var start = new ProcessStartInfo("bash", ["-c", script])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
            Environment = { ["phoenix"] = Program },
        };
        // The test's own runtime, also where none is installed for the whole machine.
        start.Environment["DOTNET_ROOT"] = Path.GetFullPath(
            Path.Combine(Path.GetDirectoryName(typeof(object).Assembly.Location)!, "..", "..", "..")
        );
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync(cancel);
        var error = process.StandardError.ReadToEndAsync(cancel);
        await process.WaitForExitAsync(cancel).WaitAsync(TimeSpan.FromMinutes(1), cancel);
        return (process.ExitCode, await output + await error);
    }
}
