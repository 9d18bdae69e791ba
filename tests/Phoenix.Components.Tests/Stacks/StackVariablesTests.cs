using System.Diagnostics;
using System.Text.Json.Nodes;
using CsCheck;
using Phoenix.Components.Stacks;

namespace Phoenix.Components.Tests.Stacks;

public sealed class StackVariablesTests
{
    [Theory]
    [InlineData("hello", "hello")]
    [InlineData("", "")]
    [InlineData("two words", "'two words'")]
    [InlineData("a $d #e \"f\" \\n", "'a $d #e \"f\" \\n'")]
    [InlineData("it's $5", "\"it's \\$5\"")]
    [InlineData("tail\\", "\"tail\\\\\"")]
    public void Value_is_quoted_as_dotenv_wants_it(string value, string quoted) => StackVariables.Quote(value).ShouldBe(quoted);

    [Fact]
    public async Task Any_value_arrives_in_compose_as_it_was()
    {
        const string compose = "/usr/libexec/docker/cli-plugins/docker-compose";
        Assert.SkipUnless(File.Exists(compose), "needs Debian's docker-compose");
        var folder = Directory.CreateTempSubdirectory("phx-env-");
        var values = Gen.OneOf(
                Gen.Const('\''),
                Gen.Const('"'),
                Gen.Const('$'),
                Gen.Const('\\'),
                Gen.Const('#'),
                Gen.Const('\n'),
                Gen.Char[' ', '~']
            )
            .Array[0, 12]
            .Select(chars => new string(chars))
            .Array[60]
            .Single();
        var services = string.Concat(values.Select((_, i) => $"      V{i}: ${{V{i}}}\n"));
        await File.WriteAllTextAsync(
            Path.Combine(folder.FullName, "compose.yaml"),
            $"services:\n  a:\n    image: x\n    environment:\n{services}",
            TestContext.Current.CancellationToken
        );
        await File.WriteAllTextAsync(
            Path.Combine(folder.FullName, "stack.env"),
            string.Concat(values.Select((value, i) => $"V{i}={StackVariables.Quote(value)}\n")),
            TestContext.Current.CancellationToken
        );

        var start = new ProcessStartInfo(
            compose,
            ["-f", "compose.yaml", "--env-file", "stack.env", "-p", "t", "config", "--format", "json"]
        )
        {
            WorkingDirectory = folder.FullName,
            UseShellExecute = false,
            RedirectStandardOutput = true,
        };
        using var process = Process.Start(start)!;
        var shown = JsonNode.Parse(await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken))!;

        for (var i = 0; i < values.Length; i++)
        {
            // compose config writes a dollar twice, so that its output can be read again.
            ((string?)shown["services"]!["a"]!["environment"]![$"V{i}"]).ShouldBe(
                values[i].Replace("$", "$$"),
                StackVariables.Quote(values[i])
            );
        }

        folder.Delete(recursive: true);
    }
}
