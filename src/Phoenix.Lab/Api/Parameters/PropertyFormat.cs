using System.Collections.Immutable;
using System.Text;

namespace Phoenix.Lab.Api.Parameters;

/// <summary>A property string: <c>name=eth0,bridge=vmbr0</c>, one key of which may stand without its name.</summary>
internal sealed class PropertyFormat
{
    private readonly ParameterSet _keys;
    private readonly Parameter? _defaultKey;
    private readonly ImmutableDictionary<string, (string Key, string ValueOf)> _aliases;

    /// <summary>Declares the keys.</summary>
    /// <param name="keys">The keys.</param>
    /// <param name="aliases">Names that stand for a key and are its value's companion: <c>virtio=MAC</c> means <c>model=virtio,macaddr=MAC</c>.</param>
    public PropertyFormat(ImmutableArray<Parameter> keys, ImmutableDictionary<string, (string Key, string ValueOf)>? aliases = null)
    {
        _keys = new ParameterSet(keys);
        _defaultKey = keys.FirstOrDefault(static key => key.DefaultKey);
        _aliases = aliases ?? ImmutableDictionary<string, (string Key, string ValueOf)>.Empty;
    }

    /// <summary>The check of a parameter with this format.</summary>
    public string? Check(string path, string value)
    {
        var errors = new StringBuilder();
        if (!TryParse(value, out var properties, out var wrong))
        {
            return wrong;
        }
        foreach (
            var (name, error) in _keys.Errors(
                properties.ToImmutableDictionary(
                    static pair => pair.Key,
                    static pair => (Http.ParameterValue)new Http.ParameterValue.Text(pair.Value)
                )
            )
        )
        {
            errors.Append(path).Append('.').Append(name).Append(": ").Append(error).Append('\n');
        }
        return errors.Length == 0 ? null : $"format error\n{errors.ToString()[..^1]}";
    }

    /// <summary>The pairs of a value that was checked; switches are 0 or 1.</summary>
    public ImmutableSortedDictionary<string, string> Parse(string value) =>
        TryParse(value, out var properties, out _) ? properties : ImmutableSortedDictionary<string, string>.Empty;

    private bool TryParse(string value, out ImmutableSortedDictionary<string, string> properties, out string wrong)
    {
        var pairs = ImmutableSortedDictionary.CreateBuilder<string, string>(StringComparer.Ordinal);
        properties = pairs.ToImmutable();
        wrong = "";
        foreach (var part in value.Split(',', StringSplitOptions.RemoveEmptyEntries))
        {
            var equals = part.IndexOf('=', StringComparison.Ordinal);
            var key = equals < 0 ? _defaultKey?.Name : part[..equals];
            var text = equals < 0 ? part : part[(equals + 1)..];
            if (equals < 0 && _aliases.TryGetValue(part, out var bare))
            {
                key = bare.Key;
            }
            else if (equals > 0 && _aliases.TryGetValue(part[..equals], out var alias))
            {
                pairs[alias.Key] = part[..equals];
                key = alias.ValueOf;
            }
            if (key is null)
            {
                wrong = "value without key, but schema does not define a default key";
                return false;
            }
            if (pairs.ContainsKey(key))
            {
                wrong =
                    equals < 0
                        ? "duplicate key in comma-separated list property: " + key
                        : "duplicate key in comma-separated list property: " + part[..equals];
                return false;
            }
            pairs[key] = _keys.Find(key)?.Type == ParameterType.Boolean ? Switch(text) : text;
        }
        properties = pairs.ToImmutable();
        return true;
    }

    // Inside property strings, and only there, more words than 0 and 1 are switches.
    private static string Switch(string text) =>
        text.ToLowerInvariant() switch
        {
            "1" or "on" or "yes" or "true" => "1",
            "0" or "off" or "no" or "false" => "0",
            _ => text,
        };
}
