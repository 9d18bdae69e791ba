using System.Collections;
using Phoenix.Lab.Pct;

namespace Phoenix.Lab.Tests.Pct;

public sealed class PctArgumentsTests
{
    private static readonly Hashtable Variables = new() { ["LANG"] = "C" };

    [Fact]
    public void Exec_keeps_arguments_apart_and_the_environment_unless_told()
    {
        var kept = PctArguments.Parse(["exec", "101", "--", "sh", "-c", "a b"], Variables)!.Request;
        var clean = PctArguments.Parse(["exec", "101", "--keep-env", "0", "--", "true"], Variables)!.Request;

        kept.Arguments.ShouldBe(["sh", "-c", "a b"]);
        kept.Environment.ShouldBe(["LANG=C"]);
        clean.Environment.ShouldBeEmpty();
    }

    [Fact]
    public void Exec_works_without_the_dashes() =>
        PctArguments.Parse(["exec", "101", "ls", "--all"], Variables)!.Request.Arguments.ShouldBe(["ls", "--all"]);

    [Fact]
    public void Push_and_pull_know_which_path_is_where()
    {
        var push = PctArguments.Parse(["push", "101", "/here", "/there", "--perms", "0600", "--user", "www-data"], Variables)!;
        var pull = PctArguments.Parse(["pull", "101", "/there", "/here"], Variables)!;

        push.LocalPath.ShouldBe("/here");
        push.Request.Arguments.ShouldBe(["/there"]);
        (push.Request.Mode, push.Request.User, push.Request.Group).ShouldBe(("0600", "www-data", "0"));
        pull.LocalPath.ShouldBe("/here");
        pull.Request.Arguments.ShouldBe(["/there"]);
    }

    [Theory]
    [InlineData("exec", "101")]
    [InlineData("exec", "x", "true")]
    [InlineData("push", "101", "/a", "/b", "--nix", "1")]
    [InlineData("push", "101", "/a", "/b", "--perms")]
    [InlineData("migrate", "101")]
    [InlineData("start")]
    public void What_pct_does_not_know_is_refused(params string[] arguments) => PctArguments.Parse(arguments, Variables).ShouldBeNull();
}
