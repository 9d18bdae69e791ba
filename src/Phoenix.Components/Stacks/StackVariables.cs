using System.Collections.Immutable;
using System.Text;
using System.Text.RegularExpressions;
using Phoenix.Components.Portainer.Api;

namespace Phoenix.Components.Stacks;

/// <summary>Variables on their way through Portainer: it writes them into <c>stack.env</c> as they come, and compose reads that file as dotenv, where <c>$</c>, <c>#</c>, quotes and line ends mean something. So they are quoted here.</summary>
public static partial class StackVariables
{
    /// <summary>A variable whose value arrives in compose exactly as it is.</summary>
    public static StackVariable Of(string name, string value) => new(name, Quote(value));

    /// <summary>The value as it stands in <c>stack.env</c>.</summary>
    public static string Quote(string value) =>
        Harmless().IsMatch(value) ? value
        // Between single quotes all is literal, but for \' itself.
        : !value.Contains('\'', StringComparison.Ordinal) && !value.EndsWith('\\') && !value.Any(char.IsControl) ? $"'{value}'"
        : Doubly(value);

    /// <summary>Whether two lists give the same environment, whatever their order.</summary>
    public static bool AreSame(ImmutableArray<StackVariable> one, ImmutableArray<StackVariable> other) =>
        one.OrderBy(variable => variable.Name, StringComparer.Ordinal)
            .SequenceEqual(other.OrderBy(variable => variable.Name, StringComparer.Ordinal));

    private static string Doubly(string value)
    {
        var quoted = new StringBuilder("\"");
        foreach (var c in value)
        {
            quoted.Append(
                c switch
                {
                    '\\' => "\\\\",
                    '"' => "\\\"",
                    '$' => "\\$",
                    '\n' => "\\n",
                    '\r' => "\\r",
                    _ => c.ToString(),
                }
            );
        }

        return quoted.Append('"').ToString();
    }

    [GeneratedRegex("^[A-Za-z0-9_./:@%+,=-]*\\z", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Harmless();
}
