using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Phoenix.Proxmox.Tests.Contract;

/// <summary>Holds one value against its definition, as the node's own check does.</summary>
internal static class ParameterCheck
{
    private static readonly Dictionary<string, string> Formats = new()
    {
        ["pve-node"] = "^[a-zA-Z0-9]([a-zA-Z0-9-]*[a-zA-Z0-9])?$",
        ["pve-vmid"] = "^[1-9][0-9]{2,8}$",
        ["pve-storage-id"] = "^[a-zA-Z][a-zA-Z0-9._-]*[a-zA-Z0-9]$",
        ["pve-configid"] = "^[a-zA-Z][a-zA-Z0-9_-]+$",
        ["pve-configid-list"] = "^[a-zA-Z][a-zA-Z0-9_-]+(,[a-zA-Z][a-zA-Z0-9_-]+)*$",
        ["pve-vmid-list"] = "^[1-9][0-9]{2,8}(,[1-9][0-9]{2,8})*$",
        ["pve-tag-list"] = "^[a-z0-9_][a-z0-9_.+-]*(;[a-z0-9_][a-z0-9_.+-]*)*$",
        ["pve-poolid"] = "^[A-Za-z0-9._-]+(/[A-Za-z0-9._-]+){0,2}$",
        ["pve-userid"] = @"^[^\s:/]+@[A-Za-z][A-Za-z0-9._-]+$",
        ["dns-name"] = @"^([a-zA-Z0-9]([a-zA-Z0-9-]*[a-zA-Z0-9])?\.)*[a-zA-Z0-9]([a-zA-Z0-9-]*[a-zA-Z0-9])?$",
        ["pve-startup-order"] = @"^(order=)?\d+(,(up|down)=\d+)*$",
        ["urlencoded"] = @"^[-%a-zA-Z0-9_.!~*'()]*$",
        ["pve-volume-id"] = "^[^:]+:.+$",
        ["pve-iface"] = @"^[a-zA-Z][a-zA-Z0-9_]{1,20}([:\.]\d+)?$",
        ["IPorCIDR"] = @"^[0-9a-fA-F:.]+(/\d+)?$",
        ["pve-fw-dport-spec"] = "^[0-9a-z:,-]+$",
        ["pve-fw-sport-spec"] = "^[0-9a-z:,-]+$",
        ["pve-fw-protocol-spec"] = "^[0-9a-z-]+$",
        ["pve-qm-ipconfig"] = @"^(ip|gw|ip6|gw6)=[^,]+(,(ip|gw|ip6|gw6)=[^,]+)*$",
    };

    public static string? Objection(JsonObject definition, string value) =>
        OfType((string?)definition["type"], value)
        ?? OfEnum(definition, value)
        ?? OfLimits(definition, value)
        ?? OfPattern((string?)definition["pattern"], value)
        ?? (definition["format"] is JsonObject parts ? OfParts(parts, value) : OfFormat((string?)definition["format"], value));

    private static string? OfType(string? type, string value) =>
        type switch
        {
            "boolean" when value is not ("0" or "1") => $"type check ('boolean') failed - got '{value}'",
            "integer" when !long.TryParse(value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out _) =>
                $"type check ('integer') failed - got '{value}'",
            "number" when !double.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out _) =>
                $"type check ('number') failed - got '{value}'",
            _ => null,
        };

    private static string? OfEnum(JsonObject definition, string value) =>
        definition["enum"] is JsonArray allowed && !allowed.Any(one => (string?)one == value)
            ? $"value '{value}' does not have a value in the enumeration"
            : null;

    private static string? OfLimits(JsonObject definition, string value)
    {
        var isNumber = (string?)definition["type"] is "integer" or "number";
        var number = isNumber ? double.Parse(value, CultureInfo.InvariantCulture) : 0;
        return definition switch
        {
            _ when isNumber && Limit("minimum") is { } least && number < least => $"value must have a minimum value of {least}",
            _ when isNumber && Limit("maximum") is { } most && number > most => $"value must have a maximum value of {most}",
            _ when Limit("maxLength") is { } length && value.Length > length => $"value may only be {length} characters long",
            _ when Limit("minLength") is { } length && value.Length < length => $"value must be at least {length} characters long",
            _ => null,
        };

        double? Limit(string key) => definition[key] is { } limit ? double.Parse(limit.ToString(), CultureInfo.InvariantCulture) : null;
    }

    // Perl writes (?^:...) and (?^i:...) around a pattern and its flags, and lets an underscore be escaped.
    private static string Translated(string pattern) =>
        Regex.Replace(pattern, @"\(\?\^(\w*):", "(?$1:").Replace(@"\_", "_", StringComparison.Ordinal);

    private static string? OfPattern(string? pattern, string value) =>
        pattern is not null && !Regex.IsMatch(value, $"^(?:{Translated(pattern)})$") ? "value does not match the regex pattern" : null;

    private static string? OfFormat(string? format, string value) =>
        format is not null && Formats.TryGetValue(format, out var pattern) && !Regex.IsMatch(value, pattern)
            ? $"invalid format {format}"
            : null;

    private static string? OfParts(JsonObject parts, string value)
    {
        var defaultKey = parts.FirstOrDefault(part => (int?)part.Value!["default_key"] is 1).Key;
        var given = new HashSet<string>();
        foreach (var part in value.Split(','))
        {
            var pair = part.Split('=', 2);
            var (key, text) = pair.Length == 2 ? (pair[0], pair[1]) : (defaultKey, pair[0]);
            if (key is null || parts[key] is not JsonObject definition)
            {
                return $"{part}: property is not defined in schema";
            }

            // virtio=MAC stands for model=virtio,macaddr=MAC.
            if (definition["keyAlias"] is { } other)
            {
                given.Add((string)other!);
            }

            var target = (string?)definition["alias"] is { } alias ? alias : key;
            if (!given.Add(target))
            {
                return $"duplicate key in comma-separated list property: {target}";
            }

            if (Objection(parts[target]!.AsObject(), text) is { } objection)
            {
                return $"{key}: {objection}";
            }
        }

        return
            parts
                .FirstOrDefault(part =>
                    part.Value!["alias"] is null && (int?)part.Value["optional"] is null or 0 && !given.Contains(part.Key)
                )
                .Key
                is { } missing
            ? $"{missing}: property is missing and it is not optional"
            : null;
    }
}
