using System.Collections.Immutable;
using System.Text;
using System.Text.RegularExpressions;

namespace Phoenix.Components.Stacks;

/// <summary>A <c>.dockerignore</c>: one pattern a line with <c>*</c>, <c>?</c> and <c>**</c>, <c>!</c> takes back, the last line that fits decides.</summary>
public sealed class IgnoreRules
{
    /// <summary>The file's name.</summary>
    public const string FileName = ".dockerignore";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

    private readonly ImmutableArray<(Regex Pattern, bool TakesBack)> rules;

    private IgnoreRules(ImmutableArray<(Regex, bool)> rules) => this.rules = rules;

    /// <summary>Reads the file's text.</summary>
    public static IgnoreRules Parse(string text) =>
        new([
            .. text.ReplaceLineEndings("\n")
                .Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
                .Where(line => !line.StartsWith('#'))
                .Select(line => (PatternOf(line.TrimStart('!').Trim()), line.StartsWith('!'))),
        ]);

    /// <summary>Whether a rule may take back what lies in an ignored directory.</summary>
    public bool TakeBack => rules.Any(rule => rule.TakesBack);

    /// <summary>Whether a file stays out of the context.</summary>
    public bool Ignores(string path) => rules.LastOrDefault(rule => rule.Pattern.IsMatch(path)) is { Pattern: not null, TakesBack: false };

    // A pattern names a file, or a directory with all that is in it.
    private static Regex PatternOf(string pattern)
    {
        var expression = new StringBuilder("^");
        var rest = pattern.Trim('/');
        for (var i = 0; i < rest.Length; i++)
        {
            if (rest[i..].StartsWith("**/", StringComparison.Ordinal))
            {
                expression.Append("(?:.*/)?");
                i += 2;
            }
            else if (rest[i..].StartsWith("**", StringComparison.Ordinal))
            {
                expression.Append(".*");
                i++;
            }
            else
            {
                expression.Append(
                    rest[i] switch
                    {
                        '*' => "[^/]*",
                        '?' => "[^/]",
                        var c => Regex.Escape(c.ToString()),
                    }
                );
            }
        }

        return new Regex(expression.Append("(?:/.*)?$").ToString(), RegexOptions.CultureInvariant, Patience);
    }
}
