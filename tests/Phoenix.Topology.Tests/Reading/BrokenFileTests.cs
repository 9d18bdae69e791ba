using Phoenix.Testing;

namespace Phoenix.Topology.Tests.Reading;

public sealed class BrokenFileTests
{
    public static TheoryData<string> Groups => [.. BrokenFiles.All.Select(file => file.Group).Distinct()];

    [Theory]
    [MemberData(nameof(Groups))]
    public void Broken_files_are_told_as_the_golden_says(string group)
    {
        var told = BrokenFiles
            .All.Where(file => file.Group == group)
            .Select(file => $"==== {file.Name}\n{DiagnosticRenderer.Render(file.Read())}");

        Golden.Matches(string.Join('\n', told), $"{group}.txt");
    }

    [Fact]
    public void Broken_file_becomes_no_platform_unless_it_is_only_warned_of()
    {
        foreach (var file in BrokenFiles.All)
        {
            var result = file.Read();

            result.Diagnostics.ShouldNotBeEmpty(file.Name);
            (result.Platform is null).ShouldBe(result.Errors > 0, file.Name);
        }
    }

    [Fact]
    public void Broken_files_are_each_told_with_a_way_out()
    {
        foreach (var result in BrokenFiles.All.Select(file => file.Read()))
        {
            var shown = DiagnosticRenderer.Render(result).ToString().Split('\n');

            shown
                .Count(line => line.StartsWith("  help: ", StringComparison.Ordinal) && line.Length > 12)
                .ShouldBe(result.Diagnostics.Length);
        }
    }

    [Fact]
    public void Broken_files_show_every_code_there_is()
    {
        var shown = BrokenFiles.All.SelectMany(file => file.Read().Diagnostics).Select(diagnostic => diagnostic.Code.Code).Distinct();

        TopologyErrors.All.Select(code => code.Code).Except(shown).ShouldBeEmpty();
    }

    [Fact]
    public void Diagnostics_mark_what_is_in_the_file()
    {
        foreach (var file in BrokenFiles.All)
        {
            var result = file.Read();
            foreach (var diagnostic in result.Diagnostics)
            {
                var lines = result.Sources.Single(source => source.Path == diagnostic.Span.File).Text.Split('\n');
                diagnostic.Span.Line.ShouldBeInRange(1, lines.Length, file.Name);
                diagnostic.Span.Column.ShouldBeInRange(1, lines[diagnostic.Span.Line - 1].Length + 1, file.Name);
            }
        }
    }

    [Fact]
    public void Codes_are_each_there_once_and_in_the_range_of_the_file()
    {
        var codes = TopologyErrors.All.Select(code => code.Code).ToList();

        codes.ShouldBeUnique();
        codes.ShouldAllBe(code => code.StartsWith("PHX1", StringComparison.Ordinal) && code.Length == 7);
        codes.ShouldBeInOrder();
    }
}
