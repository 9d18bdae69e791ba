using System.Collections;
using System.Globalization;
using System.Text;
using Phoenix.Topology;

namespace Phoenix.Proxmox.Transport;

/// <summary>The parameters of a call in the only spelling the node takes: booleans 1 and 0, decimal integers, absent instead of null.</summary>
internal sealed class FormFields : IEnumerable<KeyValuePair<string, string>>
{
    private readonly List<KeyValuePair<string, string>> fields = [];

    /// <summary>How many there are.</summary>
    public int Count => fields.Count;

    /// <summary>A text; left out when null.</summary>
    public void Add(string name, string? value)
    {
        if (value is not null)
        {
            fields.Add(new(name, value));
        }
    }

    /// <summary>An integer; left out when null.</summary>
    public void Add(string name, long? value) => Add(name, value?.ToString(CultureInfo.InvariantCulture));

    /// <summary>A number with a fraction; left out when null.</summary>
    public void Add(string name, double? value) => Add(name, value?.ToString("0.######", CultureInfo.InvariantCulture));

    /// <summary>A boolean as 1 or 0; left out when null.</summary>
    public void Add(string name, bool? value) =>
        Add(
            name,
            value is { } set
                ? set
                    ? "1"
                    : "0"
                : null
        );

    /// <summary>A secret; left out when null.</summary>
    public void Add(string name, Secret? value) => Add(name, value?.Reveal());

    /// <summary>A boolean that is sent only when it is set.</summary>
    public void AddWhen(string name, bool value) => Add(name, value ? "1" : null);

    /// <summary>A list in one field, e.g. <c>delete=a,b</c>; left out when empty, because an empty value is stored as a blank.</summary>
    public void AddJoined(string name, IReadOnlyCollection<string> values, char separator = ',') =>
        Add(name, values.Count == 0 ? null : string.Join(separator, values));

    /// <summary>An array: the field repeated.</summary>
    public void AddEach(string name, IEnumerable<string> values)
    {
        foreach (var value in values)
        {
            Add(name, value);
        }
    }

    /// <summary>All fields of another set.</summary>
    public FormFields With(FormFields others)
    {
        fields.AddRange(others.fields);
        return this;
    }

    /// <inheritdoc />
    public IEnumerator<KeyValuePair<string, string>> GetEnumerator() => fields.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <summary>Form-urlencoded. The node splits on <c>&amp;</c> and on <c>;</c>, so both are encoded in values.</summary>
    public override string ToString()
    {
        var text = new StringBuilder();
        foreach (var (name, value) in fields)
        {
            text.Append(text.Length == 0 ? "" : "&").Append(Uri.EscapeDataString(name)).Append('=').Append(Uri.EscapeDataString(value));
        }

        return text.ToString();
    }
}
