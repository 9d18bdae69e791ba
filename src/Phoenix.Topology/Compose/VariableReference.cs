namespace Phoenix.Topology.Compose;

/// <summary>One variable in a text.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Operator">What comes behind the name in braces: <c>:-</c>, <c>-</c>, <c>:?</c>, <c>?</c>, <c>:+</c>, <c>+</c>, or nothing.</param>
/// <param name="Argument">What comes behind the operator.</param>
/// <param name="Length">How many characters of the text it takes, the dollar sign among them.</param>
internal sealed record VariableReference(string Name, string Operator, string Argument, int Length)
{
    /// <summary>More than anybody writes; a text of nothing but braces must not cost more than it is long.</summary>
    private const int DeepestBraces = 16;

    private static readonly string[] Operators = [":-", ":?", ":+", "-", "?", "+"];

    /// <summary>The variable whose dollar sign is there; null when none is named.</summary>
    public static VariableReference? At(string text, int dollar)
    {
        var from = dollar + 1;
        if (from < text.Length && text[from] == '{')
        {
            return Close(text, from) is { } close ? Braced(text[(from + 1)..close], close - dollar + 1) : null;
        }

        var length = NameLength(text.AsSpan(Math.Min(from, text.Length)));
        return length > 0 ? new VariableReference(text.Substring(from, length), "", "", length + 1) : null;
    }

    private static VariableReference? Braced(string inner, int whole)
    {
        var length = NameLength(inner);
        var (name, rest) = (inner[..length], inner[length..]);
        if (length == 0 || rest.Length == 0)
        {
            return length == 0 ? null : new VariableReference(name, "", "", whole);
        }

        return Operators.FirstOrDefault(one => rest.StartsWith(one, StringComparison.Ordinal)) is { } found
            ? new VariableReference(name, found, rest[found.Length..], whole)
            : null;
    }

    /// <summary>The brace that closes the one at a place; compose counts those in between.</summary>
    private static int? Close(string text, int open)
    {
        var depth = 0;
        for (var at = open; at < text.Length; at++)
        {
            depth += text[at] switch
            {
                '{' => 1,
                '}' => -1,
                _ => 0,
            };
            if (depth == 0 || depth > DeepestBraces)
            {
                return depth == 0 ? at : null;
            }
        }

        return null;
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
