using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Phoenix.Lab.Api.Config;

namespace Phoenix.Lab.Api.Qemu;

/// <summary>A virtual machine's configuration as JSON.</summary>
internal static class QemuConfigView
{
    private static readonly ImmutableHashSet<string> Numbers =
    [
        "acpi",
        "autostart",
        "balloon",
        "ciupgrade",
        "cores",
        "cpuunits",
        "freeze",
        "kvm",
        "localtime",
        "numa",
        "onboot",
        "protection",
        "shares",
        "snaptime",
        "sockets",
        "tablet",
        "template",
        "vcpus",
    ];

    /// <summary>The values with the file's digest; the password is never shown.</summary>
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
    public static JsonArray Pending(GuestConfig config, Func<string, bool> wanted)
    {
        var rows = new JsonArray();
        foreach (var key in config.Values.Keys.Union(config.Pending.Keys).Where(wanted))
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
        return rows;
    }

    private static JsonNode Value(string key, string value) =>
        key switch
        {
            "cipassword" => JsonValue.Create("**********"),
            _ when Numbers.Contains(key) && value.All(char.IsAsciiDigit) && long.TryParse(value, out var number) => JsonValue.Create(
                number
            ),
            _ => JsonValue.Create(value),
        };
}
