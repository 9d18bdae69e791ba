using Phoenix.Cli.Commands;
using Phoenix.Cli.Errors;
using Phoenix.Testing;

namespace Phoenix.Cli.Tests;

public sealed class DocsTests : IDisposable
{
    private readonly Cli cli = new();

    public void Dispose() => cli.Dispose();

    [Fact]
    public void Reference_of_the_command_line_is_that_of_the_command_tree() =>
        Golden.MatchesFile(CliReference.Render(CommandTree.Build(cli.Context(TextWriter.Null, TextWriter.Null))), PathOf("cli.md"));

    [Fact]
    public void Reference_of_the_errors_holds_every_code() =>
        Golden.MatchesFile(ErrorReference.Render(ErrorCatalog.All), PathOf("errors.md"));

    [Fact]
    public void Every_code_of_the_catalog_is_in_a_part_of_the_page()
    {
        var page = ErrorReference.Render(ErrorCatalog.All);

        ErrorCatalog.All.ShouldAllBe(code => page.Contains($"### {code.Code}: "));
    }

    private static string PathOf(string page) => Path.Combine(RepositoryFolder.Root, "docs", page);
}
