using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Phoenix.Lab.Api.Config;

namespace Phoenix.Lab.Api.Lxc;

/// <summary>A container's configuration as JSON.</summary>
internal static class LxcConfigView
{
    private static readonly ImmutableHashSet<string> Numbers =
    [
        "memory",
        "swap",
        "cores",
        "cpuunits",
        "onboot",
        "protection",
        "tty",
        "console",
        "debug",
        "unprivileged",
        "template",
        "snaptime",
    ];

    /// <summary>The values with the file's digest.</summary>
    public static JsonObject Of(GuestConfig config, ImmutableSortedDictionary<string, string> values)
    {
        var view = new JsonObject();
        foreach (var (key, value) in values)
        {
            view[key] = Value(key, value);
        }
        view["digest"] = GuestConfigText.Digest(config);
        return view;
    }

    /// <summary>The rows of <c>pending</c>.</summary>
    public static JsonArray Pending(GuestConfig config)
    {
        var rows = new JsonArray();
        foreach (var key in config.Values.Keys.Union(config.Pending.Keys))
        {
            var row = new JsonObject { ["key"] = key };
            if (config[key] is { } value)
            {
                row["value"] = Value(key, value);
            }
            if (config.Pending.TryGetValue(key, out var pending))
            {
                row["pending"] = Value(key, pending);
            }
            if (config.PendingDeletes.Contains(key))
            {
                row["delete"] = 1;
            }
            rows.Add((JsonNode)row);
        }
        rows.Add((JsonNode)new JsonObject { ["key"] = "digest", ["value"] = GuestConfigText.Digest(config) });
        return rows;
    }

    // A stored number that is not one is shown as the text it is.
    private static JsonNode Value(string key, string value) =>
        key switch
        {
            "description" => JsonValue.Create(value.TrimEnd('\n') + "\n"),
            _ when Numbers.Contains(key) && value.All(char.IsAsciiDigit) && long.TryParse(value, out var number) => JsonValue.Create(
                number
            ),
            _ => JsonValue.Create(value),
        };
}
