using System.Text.RegularExpressions;

namespace Phoenix.Architecture.Tests;

/// <summary>One concept a file: rooms stay small enough to know them.</summary>
public sealed class HouseRuleTests
{
    private static readonly (string Path, string[] Lines)[] Sources =
    [
        .. Directory
            .EnumerateFiles(Path.Combine(Repository.Root, "src"), "*.cs", SearchOption.AllDirectories)
            .Where(path => !path.Contains("/obj/", StringComparison.Ordinal) && !path.Contains("/bin/", StringComparison.Ordinal))
            .Select(path => (Path.GetRelativePath(Repository.Root, path), File.ReadAllLines(path))),
    ];

    [Fact]
    public void No_source_file_is_longer_than_500_lines() =>
        Sources.Where(source => source.Lines.Length > 500).Select(source => source.Path).ShouldBeEmpty();

    [Fact]
    public void Few_source_files_are_longer_than_250_lines() =>
        Sources.Count(source => source.Lines.Length > 250).ShouldBeLessThanOrEqualTo(Sources.Length / 20);

    [Fact]
    public void Half_of_the_source_files_fit_on_two_screens() =>
        Sources.Select(source => source.Lines.Length).Order().ElementAt(Sources.Length / 2).ShouldBeLessThanOrEqualTo(90);

    [Fact]
    public void No_type_is_a_manager_helper_or_util() =>
        Sources
            .Select(source => Path.GetFileNameWithoutExtension(source.Path))
            .Where(name =>
                name.EndsWith("Manager", StringComparison.Ordinal)
                || name.EndsWith("Helper", StringComparison.Ordinal)
                || name.EndsWith("Utils", StringComparison.Ordinal)
            )
            .ShouldBeEmpty();

    [Fact]
    public void File_is_named_as_a_type_that_it_holds() =>
        Sources
            .Where(source => Path.GetFileNameWithoutExtension(source.Path) is var name && name is not ("Program" or "AssemblyInfo"))
            .Where(source => !Declares(source.Lines, Path.GetFileNameWithoutExtension(source.Path).Split('.')[0]))
            .Select(source => source.Path)
            .ShouldBeEmpty();

    [Fact]
    public void Build_files_tell_sources_from_tests_within_the_checkout_whatever_it_lies_below() =>
        File.ReadAllText(Path.Combine(Repository.Root, "Directory.Build.props")).ShouldNotContain("MSBuildProjectDirectory.Contains");

    // The declaration, not a mention: a file that speaks of another's type is not named as it.
    private static bool Declares(string[] lines, string name)
    {
        var declaration = new Regex(
            $@"^\s*(?:\[.*\]\s*)?(?:(?:public|internal|private|file|static|abstract|sealed|readonly|partial|unsafe|ref)\s+)*(?:class|struct|interface|enum|record(?:\s+(?:class|struct))?|delegate\s+.+?)\s+{Regex.Escape(name)}\b",
            RegexOptions.ExplicitCapture,
            TimeSpan.FromSeconds(1)
        );
        return lines.Any(declaration.IsMatch);
    }
}
