using Phoenix.Testing;

namespace Phoenix.Cli.Tests;

/// <summary>The platforms in <c>examples/</c> are what they show.</summary>
public sealed class ExamplesTests : IDisposable
{
    private static readonly string Folder = Path.Combine(RepositoryFolder.Root, "examples");

    private readonly Cli cli = new();

    public static TheoryData<string> Names { get; } =
    [.. Directory.GetDirectories(Folder).Select(directory => Path.GetFileName(directory))];

    public void Dispose() => cli.Dispose();

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Example_is_valid_without_a_warning_and_listed(string name)
    {
        (await cli.RunAsync("validate", "--file", Path.Combine(Folder, name, "phoenix.yaml"))).ShouldBe(0);

        cli.Output.ShouldStartWith("valid");
        cli.Error.ShouldBeEmpty();
        File.ReadAllText(Path.Combine(Folder, "README.md")).ShouldContain($"({name}/phoenix.yaml)");
    }
}
