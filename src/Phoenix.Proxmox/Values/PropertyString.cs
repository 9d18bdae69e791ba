using System.Collections.Immutable;
using Phoenix.Topology;

namespace Phoenix.Proxmox.Values;

/// <summary>
/// Proxmox's values with parts: <c>name=eth0,bridge=vmbr0,ip=dhcp</c>. One key may be left out in writing, the default key of the value's kind
/// (<c>local:101/disk.raw,size=8G</c> for a volume). Parts keep the order they were read or added in.
/// </summary>
public sealed record PropertyString
{
    private static readonly string[] Yes = ["1", "yes", "on", "true"];

    /// <summary>The parts in order.</summary>
    public ImmutableArray<KeyValuePair<string, string>> Parts { get; init; } = [];

    /// <summary>The value of a part, or null.</summary>
    public string? this[string key] => Parts.FirstOrDefault(part => part.Key == key) is { Key: not null } found ? found.Value : null;

    /// <summary>Reads a value. Empty parts (a trailing comma) are dropped, as the node does.</summary>
    /// <param name="text">The value.</param>
    /// <param name="defaultKey">The key of a part that has none.</param>
    public static PropertyString Parse(string text, string defaultKey = "")
    {
        var parts = text.Split(',').Where(part => part.Length > 0).Select(part => part.Split('=', 2));
        return new PropertyString
        {
            Parts =
            [
                .. parts.Select(part =>
                    part.Length == 2 ? KeyValuePair.Create(part[0], part[1]) : KeyValuePair.Create(defaultKey, part[0])
                ),
            ],
        };
    }

    /// <summary>A boolean part, in any of the spellings the node takes inside such values; null when absent.</summary>
    public bool? Flag(string key) => this[key] is { } value ? Yes.Contains(value.ToLowerInvariant()) : null;

    /// <summary>An integer part; null when absent or none.</summary>
    public int? Number(string key) => int.TryParse(this[key], out var value) ? value : null;

    /// <summary>With a part added at the end; unchanged when the value is null.</summary>
    /// <exception cref="PhoenixException">The value holds a comma or a control character, which would make it other parts.</exception>
    public PropertyString With(string key, string? value)
    {
        if (value is null)
        {
            return this;
        }

        if (value.Any(letter => letter == ',' || char.IsControl(letter)))
        {
            throw new PhoenixException(
                ProxmoxErrors.ParameterRefused,
                $"{key} cannot be \"{value}\": a comma or a control character would end it"
            );
        }

        return this with
        {
            Parts = Parts.Add(KeyValuePair.Create(key, value)),
        };
    }

    /// <summary>With an integer part added at the end; unchanged when the value is null.</summary>
    public PropertyString With(string key, int? value) => With(key, value?.ToString(System.Globalization.CultureInfo.InvariantCulture));

    /// <summary>With a boolean part, as 1 or 0, added at the end; unchanged when the value is null.</summary>
    public PropertyString With(string key, bool? value) =>
        With(
            key,
            value is { } set
                ? set
                    ? "1"
                    : "0"
                : null
        );

    /// <summary>With all parts added that are not of the known keys: what a newer Proxmox may have put there.</summary>
    public PropertyString WithRest(PropertyString? read, params ReadOnlySpan<string> known)
    {
        var result = this;
        foreach (var (key, value) in read?.Parts ?? [])
        {
            result = known.Contains(key) ? result : result.With(key, value);
        }

        return result;
    }

    /// <summary>In the node's order: the given keys first, the others by alphabet.</summary>
    public PropertyString Ordered(params string[] first) =>
        this with
        {
            Parts =
            [
                .. Parts
                    .OrderBy(part => Array.IndexOf(first, part.Key) is var place && place < 0 ? first.Length : place)
                    .ThenBy(part => part.Key, StringComparer.Ordinal),
            ],
        };

    /// <summary>The value, every part with its key but the one of <paramref name="defaultKey"/>.</summary>
    public string Render(string defaultKey = "") =>
        string.Join(',', Parts.Select(part => part.Key == defaultKey ? part.Value : $"{part.Key}={part.Value}"));

    /// <inheritdoc />
    public override string ToString() => Render();
}
