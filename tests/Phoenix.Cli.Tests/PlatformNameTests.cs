using CsCheck;
using Phoenix.Lab.Network;
using Phoenix.Topology;

namespace Phoenix.Cli.Tests;

public sealed class PlatformNameTests
{
    private static readonly string Seed = SeedPlatform.Source.Text;

    [Fact]
    public void Name_that_the_file_may_have_can_name_a_lab_and_one_that_it_may_not_can_neither() =>
        Gen.Char["ab7-_A"]
            .Array[0, 34]
            .Select(letters => new string(letters))
            .Sample(
                name =>
                {
                    var text = Seed.Replace("platform: home", $"platform: \"{name}\"", StringComparison.Ordinal);
                    var isTaken =
                        PlatformReader.Read(new SourceText("phoenix.yaml", text), new InMemoryFiles(SeedPlatform.Files)).Errors == 0;
                    return isTaken == IsLabName(name);
                },
                iter: 1_000
            );

    [Theory]
    [InlineData("a")]
    [InlineData("test-7-a")]
    [InlineData("abcdefghijklmnopqrstuvwxyzabcdef")]
    public void Name_at_the_edge_is_both(string name)
    {
        var text = Seed.Replace("platform: home", $"platform: {name}", StringComparison.Ordinal);

        PlatformReader.Read(new SourceText("phoenix.yaml", text), new InMemoryFiles(SeedPlatform.Files)).Diagnostics.ShouldBeEmpty();
        LabName.Parse(name).Value.ShouldBe(name);
    }

    private static bool IsLabName(string name)
    {
        try
        {
            LabName.Parse(name);
            return true;
        }
        catch (PhoenixException)
        {
            return false;
        }
    }
}
