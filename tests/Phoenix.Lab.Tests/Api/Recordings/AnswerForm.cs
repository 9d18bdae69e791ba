using System.Collections.Immutable;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Phoenix.Lab.Tests.Api.Recordings;

/// <summary>An answer with everything taken out that differs from run to run: times, ids of tasks, digests, random addresses, load, the order of lists and keys.</summary>
internal sealed partial class AnswerForm(IReadOnlySet<string> sentAddresses)
{
    private static readonly ImmutableHashSet<string> Volatile =
    [
        "digest",
        "pid",
        "pstart",
        "starttime",
        "endtime",
        "snaptime",
        "uptime",
        "mem",
        "cpu",
        "netin",
        "netout",
        "disk",
        "diskread",
        "diskwrite",
        "ctime",
        "used",
        "used_fraction",
        "avail",
        "total",
        "ticket",
        "CSRFPreventionToken",
        "ssl_fingerprint",
        "vmgenid",
        "smbios1",
        "meta",
        "cgroup-mode",
        "maxcpu",
        "cpus",
        "repoid",
        "value",
    ];

    /// <summary>The answer as one text.</summary>
    public string Of(Exchange exchange, int status, string reason, JsonNode? json)
    {
        var phrase = Text(reason);
        if (json is not JsonObject answer)
        {
            return $"{status} {phrase}";
        }
        var log = exchange.Step.EndsWith(".log", StringComparison.Ordinal) || exchange.Path.Contains("/log", StringComparison.Ordinal);
        var data = log ? LastLine(answer["data"]) : Form(answer["data"], "data", status == 200 && !ReplayRules.HasOwnValue(exchange));
        var errors = Form(answer["errors"], "errors", false);
        return $"{status} {phrase} {data} errors {errors} message {Text(answer["message"]?.ToString() ?? "")}";
    }

    private string Form(JsonNode? node, string name, bool hideValues) =>
        node switch
        {
            null => "null",
            JsonArray array => "["
                + string.Join(", ", array.Select(item => Form(item, name, hideValues)).Order(StringComparer.Ordinal))
                + "]",
            JsonObject row => Row(row, hideValues),
            _ when name == "content" => string.Join(',', node.ToString().Split(',').Order(StringComparer.Ordinal)),
            JsonValue value when value.TryGetValue<string>(out var text) => $"\"{Lines(Text(text), name)}\"",
            JsonValue value when name == "enable" && value.TryGetValue<long>(out var time) && time > 1_000_000_000 => "*",
            _ => node.ToJsonString(),
        };

    private string Row(JsonObject row, bool hideValues)
    {
        var running = row["status"]?.ToString() == "running";
        // The size of the machine itself: its memory, the disk below its storages.
        var machine = row["type"]?.ToString() is "node" or "storage";
        // The row of pending that holds the digest.
        var digest = row["key"]?.ToString() is "digest" or "meta" or "smbios1" or "vmgenid";
        return "{"
            + string.Join(
                ", ",
                row.OrderBy(static pair => pair.Key, StringComparer.Ordinal)
                    .Select(pair =>
                        Volatile.Contains(pair.Key) && (pair.Key != "value" || !hideValues || digest)
                        || ((running || machine) && pair.Key == "maxdisk")
                        || (machine && pair.Key == "maxmem")
                            ? $"{pair.Key}: *"
                            : $"{pair.Key}: {Form(pair.Value, pair.Key, hideValues)}"
                    )
            )
            + "}";
    }

    // The real node writes the lines of a nested error in any order.
    private static string Lines(string text, string name) =>
        name.StartsWith("net", StringComparison.Ordinal) ? string.Join('~', text.Split('~').Order(StringComparer.Ordinal)) : text;

    private static string LastLine(JsonNode? log) =>
        log is JsonArray { Count: > 0 } lines ? lines.OrderBy(static line => (int)line!["n"]!).Last()!["t"]!.ToString().Split('\n')[0]
        : log is JsonObject only ? only["t"]?.ToString() ?? "null"
        : "null";

    private string Text(string text)
    {
        text = Upid.Replace(text.TrimEnd('\n').ReplaceLineEndings("~"), "UPID:$1");
        text = Perl.Replace(text, "");
        text = Uuid.Replace(text, "<uuid>");
        text = LinkLocal.Replace(text, "<link-local>");
        return Mac.Replace(text, match => sentAddresses.Contains(match.Value) ? match.Value : "<mac>");
    }

    [GeneratedRegex("UPID:[^:]+:[0-9A-F]+:[0-9A-F]+:[0-9A-F]+:([^:]*:[^:]*:[^:]*:)")]
    private static partial Regex Upid { get; }

    [GeneratedRegex("fe80::[0-9a-f:]+")]
    private static partial Regex LinkLocal { get; }

    [GeneratedRegex(@" at /usr/share/\S+ line \d+\.?")]
    private static partial Regex Perl { get; }

    [GeneratedRegex("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")]
    private static partial Regex Uuid { get; }

    [GeneratedRegex("[0-9A-Fa-f]{2}(:[0-9A-Fa-f]{2}){5}")]
    private static partial Regex Mac { get; }
}
