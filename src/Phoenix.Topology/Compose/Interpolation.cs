using System.Text;

namespace Phoenix.Topology.Compose;

/// <summary>Variables in a text as compose reads them: <c>$NAME</c>, <c>${NAME}</c>, <c>${NAME:-default}</c>, <c>${NAME-default}</c>, <c>$$</c>. A default may hold variables again.</summary>
public static class Interpolation
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
            }
            else if (IsEscaped(text, at))
            {
                result.Append('$');
                at++;
            }
            else if (VariableReference.At(text, at) is { } reference && ValueOf(reference, valueOf) is { } value)
            {
                result.Append(value);
                at += reference.Length - 1;
            }
            else
            {
                return null;
            }
        }

        return result.ToString();
    }

    /// <summary>The names of all variables that a text speaks of, those in defaults too.</summary>
    public static IEnumerable<string> Names(string text) =>
        References(text).SelectMany(reference => Names(reference.Argument).Prepend(reference.Name));

    /// <summary>The names of variables that would be empty, or stop the deploy: they are not known, and nothing stands in for them.</summary>
    public static IEnumerable<string> Unset(string text, Func<string, bool> isKnown) =>
        References(text)
            .Where(reference => !isKnown(reference.Name))
            .SelectMany(reference =>
                reference.Operator switch
                {
                    ":-" or "-" => Unset(reference.Argument, isKnown),
                    ":+" or "+" => [],
                    _ => [reference.Name],
                }
            );

    private static IEnumerable<VariableReference> References(string text)
    {
        for (var at = 0; at < text.Length; at++)
        {
            if (text[at] != '$')
            {
                continue;
            }

            if (IsEscaped(text, at))
            {
                at++;
            }
            else if (VariableReference.At(text, at) is { } reference)
            {
                yield return reference;
                at += reference.Length - 1;
            }
        }
    }

    private static string? ValueOf(VariableReference reference, Func<string, string?> valueOf)
    {
        var value = valueOf(reference.Name);
        return reference.Operator switch
        {
            "" or "?" => value,
            ":?" => string.IsNullOrEmpty(value) ? null : value,
            ":-" => string.IsNullOrEmpty(value) ? Resolve(reference.Argument, valueOf) : value,
            "-" => value ?? Resolve(reference.Argument, valueOf),
            _ => null,
        };
    }

    private static bool IsEscaped(string text, int at) => at + 1 < text.Length && text[at + 1] == '$';
}
