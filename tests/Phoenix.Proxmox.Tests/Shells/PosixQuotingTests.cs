using CsCheck;
using Phoenix.Topology;

namespace Phoenix.Proxmox.Tests.Shells;

/// <summary>Quoting is proved by the shell itself: what goes in as arguments comes out as the same arguments.</summary>
public sealed class PosixQuotingTests
{
    private static readonly LocalHostShell Shell = new("here", TimeProvider.System);

    private static readonly string[] Dangerous =
    [
        "",
        "-n",
        "--",
        "$(id)",
        "`id`",
        "'; rm -rf /; '",
        "a'b",
        "\\",
        "ü€😀",
        "*",
        "~root",
        "\n\n",
    ];

    // The characters that mean something to a shell, as likely as all others together.
    private static readonly Gen<string> Argument = Gen.OneOf(
        Gen.Char["'\"\\$`!*?[](){}<>|&;#~=% \t\n\r-"].Array[0, 12].Select(letters => new string(letters)),
        Gen.String[0, 20].Select(text => new string([.. text.Where(letter => letter != '\0' && !char.IsSurrogate(letter))])),
        Gen.Int[0, Dangerous.Length - 1].Select(index => Dangerous[index])
    );

    [Fact]
    public async Task Arguments_come_out_of_a_real_shell_as_they_went_in() =>
        await Argument
            .Array[0, 8]
            .SampleAsync(
                async arguments =>
                {
                    var line = PosixQuoting.Line(["printf", @"%s\0", .. arguments]);

                    var result = await Shell.RunAsync(ShellCommand.Of("/bin/sh", "-c", line), TestContext.Current.CancellationToken);

                    var expected = arguments.Length == 0 ? [""] : arguments;
                    result.ExitCode.ShouldBe(0);
                    result.Text.ShouldBe(string.Concat(expected.Select(argument => argument + "\0")));
                },
                iter: 300
            );

    [Fact]
    public void Argument_with_a_nul_is_refused() =>
        Should.Throw<PhoenixException>(() => PosixQuoting.Line(["a\0b"])).Code.ShouldBe(ShellErrors.CommandFailed);
}
