using System.Text;

namespace Phoenix.Topology.Compose;

/// <summary>Puts the stack's variables into a text as compose does: <c>$NAME</c>, <c>${NAME}</c>, <c>${NAME:-default}</c>, <c>${NAME-default}</c>, <c>$$</c>.</summary>
internal static class Interpolation
{
    /// <summary>The text with variables put in; null when one has no value here, or the form is another one.</summary>
    public static string? Resolve(string text, Func<string, string?> valueOf)
    {
        var result = new StringBuilder();
        for (var at = 0; at < text.Length; at++)
        {
            if (text[at] != '$')
            {
                result.Append(text[at]);
                continue;
            }

            if (Variable(text, at + 1, valueOf) is not var (value, length))
            {
                return null;
            }

            result.Append(value);
            at += length;
        }

        return result.ToString();
    }

    /// <summary>The value of the variable behind a <c>$</c>, and how many characters name it.</summary>
    private static (string Value, int Length)? Variable(string text, int from, Func<string, string?> valueOf)
    {
        if (from < text.Length && text[from] == '$')
        {
            return ("$", 1);
        }

        if (from < text.Length && text[from] == '{')
        {
            var close = text.IndexOf('}', from);
            return close > from && Braced(text[(from + 1)..close], valueOf) is { } braced ? (braced, close - from + 1) : null;
        }

        var length = NameLength(text.AsSpan(Math.Min(from, text.Length)));
        return length > 0 && valueOf(text.Substring(from, length)) is { } value ? (value, length) : null;
    }

    private static string? Braced(string inner, Func<string, string?> valueOf)
    {
        var length = NameLength(inner);
        var (value, rest) = (length > 0 ? valueOf(inner[..length]) : null, inner[length..]);
        return rest switch
        {
            _ when length == 0 => null,
            "" => value,
            [':', '-', .. var otherwise] => string.IsNullOrEmpty(value) ? otherwise : value,
            ['-', .. var otherwise] => value ?? otherwise,
            _ => null,
        };
    }

    private static int NameLength(ReadOnlySpan<char> text)
    {
        var length = 0;
        while (length < text.Length && (char.IsAsciiLetterOrDigit(text[length]) || text[length] == '_'))
        {
            length++;
        }

        return length > 0 && char.IsAsciiDigit(text[0]) ? 0 : length;
    }
}
