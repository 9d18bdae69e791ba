using CsCheck;
using Phoenix.Cli.Views;

namespace Phoenix.Cli.Tests;

public sealed class LineDiffTests
{
    [Fact]
    public void Diff_shows_the_lines_that_differ_and_no_others() =>
        LineDiff.Of("a\nb\nc\nd\n", "a\nx\nc\nd\ne\n").ShouldBe([('-', "b"), ('+', "x"), ('+', "e")]);

    [Fact]
    public void Diff_of_a_new_text_has_added_lines_alone() => LineDiff.Of("", "a\nb\n").ShouldBe([('+', "a"), ('+', "b")]);

    [Fact]
    public void Diff_of_equal_texts_is_empty() => LineDiff.Of("a\nb", "a\r\nb\n").ShouldBeEmpty();

    [Fact]
    public void Diff_of_random_texts_turns_the_one_into_the_other() =>
        Gen.Select(Lines, Lines)
            .Sample(texts =>
            {
                var (live, declared) = texts;
                var diff = LineDiff.Of(string.Join('\n', live), string.Join('\n', declared));
                var removed = diff.Where(line => line.Sign == '-').Select(line => line.Text).ToList();
                var kept = live.ToList();
                removed.ForEach(line => kept.Remove(line));
                var made = kept.Concat(diff.Where(line => line.Sign == '+').Select(line => line.Text));
                return made.Order(StringComparer.Ordinal).SequenceEqual(declared.Order(StringComparer.Ordinal));
            });

    private static Gen<string[]> Lines => Gen.Char['a', 'd'].Select(letter => letter.ToString()).Array[1, 12];
}
