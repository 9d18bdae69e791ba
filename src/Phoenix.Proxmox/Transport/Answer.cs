using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using Phoenix.Topology;

namespace Phoenix.Proxmox.Transport;

/// <summary>
/// A value of an answer, read leniently: the node writes numbers as strings and back from call to call, booleans as 0 and 1,
/// leaves out what is empty and orders keys at random.
/// </summary>
internal readonly struct Answer(JsonElement element)
{
    private static Answer Nothing => default;

    /// <summary>The value of a key; nothing when this is no object or has no such key.</summary>
    public Answer this[string key] =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(key, out var value) ? new Answer(value) : Nothing;

    /// <summary>False for what is absent or null.</summary>
    public bool Exists => element.ValueKind is not (JsonValueKind.Undefined or JsonValueKind.Null);

    /// <summary>The value as the node wrote it; numbers in their own spelling.</summary>
    public string? Text =>
        element.ValueKind switch
        {
            JsonValueKind.String => element.GetString(),
            JsonValueKind.True => "1",
            JsonValueKind.False => "0",
            JsonValueKind.Number => element.GetRawText(),
            _ => null,
        };

    /// <summary>A whole number, also when it came as a string; null for anything else.</summary>
    public long? Number =>
        Fraction is { } value && Math.Abs(value) < 9.2e18
            ? long.TryParse(Text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var whole)
                ? whole
                : (long)value
            : null;

    /// <summary>A number, also when it came as a string; null for anything else.</summary>
    public double? Fraction => double.TryParse(Text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) ? value : null;

    /// <summary>True for 1 and true; false for everything else, also when absent.</summary>
    public bool IsSet => Text is "1" or "true";

    /// <summary>Null when absent, else as <see cref="IsSet"/>.</summary>
    public bool? Flag => Exists ? IsSet : null;

    /// <summary>True for a list; what is no list (a log that cannot be read comes as an object) has no rows.</summary>
    public bool IsList => element.ValueKind == JsonValueKind.Array;

    /// <summary>The rows of a list; none for null.</summary>
    public IEnumerable<Answer> Rows => IsList ? element.EnumerateArray().Select(row => new Answer(row)) : [];

    /// <summary>The keys and values of an object; none for anything else.</summary>
    public IEnumerable<(string Key, Answer Value)> Members =>
        element.ValueKind == JsonValueKind.Object
            ? element.EnumerateObject().Select(member => (member.Name, new Answer(member.Value)))
            : [];

    /// <summary>A tag list as the node returns it: separated by semicolons, commas or blanks.</summary>
    public ImmutableArray<string> Words => Values.WordList.Parse(Text);

    /// <summary>The rows read into values.</summary>
    public ImmutableArray<T> Select<T>(Func<Answer, T> read) => [.. Rows.Select(read)];

    /// <summary>A text that must be there.</summary>
    /// <exception cref="PhoenixException">It is not.</exception>
    public string RequireText(string key) => this[key].Text ?? throw Missing(key);

    /// <summary>A whole number that must be there.</summary>
    /// <exception cref="PhoenixException">It is not.</exception>
    public long RequireNumber(string key) => this[key].Number ?? throw Missing(key);

    /// <summary>An id of a guest or a position, which must be there.</summary>
    /// <exception cref="PhoenixException">It is not.</exception>
    public int RequireInt(string key) => checked((int)RequireNumber(key));

    private PhoenixException Missing(string key) =>
        new(ProxmoxErrors.AnswerNotUnderstood, $"the node's answer has no {key}")
        {
            Remote = element.ValueKind == JsonValueKind.Undefined ? null : element.GetRawText(),
        };
}
