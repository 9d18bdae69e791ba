using System.Collections.Immutable;
using System.Text.Json.Nodes;

namespace Phoenix.Lab.Tests.Api.Recordings;

/// <summary>A recorded request with its answer.</summary>
internal sealed record Exchange(
    string Flow,
    string Step,
    string Method,
    string Path,
    ImmutableSortedDictionary<string, string> Headers,
    string? Body,
    int Status,
    string Reason,
    string Answer
)
{
    /// <summary>The exchanges of a recording in order. Lines that are no web requests, or got no answer at all, are left out.</summary>
    public static ImmutableArray<Exchange> ReadAll(string path)
    {
        var exchanges = ImmutableArray.CreateBuilder<Exchange>();
        foreach (var line in File.ReadLines(path))
        {
            var json = JsonNode.Parse(line)!;
            if (json["request"] is not JsonObject request || json["response"]?["status"] is not JsonValue status)
            {
                continue;
            }
            exchanges.Add(
                new Exchange(
                    json["flow"]!.GetValue<string>(),
                    json["step"]!.GetValue<string>(),
                    request["method"]!.GetValue<string>(),
                    request["path"]!.GetValue<string>(),
                    (request["headers"] as JsonObject ?? []).ToImmutableSortedDictionary(
                        static header => header.Key,
                        static header => header.Value!.ToString(),
                        StringComparer.OrdinalIgnoreCase
                    ),
                    request["body"]?.ToString(),
                    status.GetValue<int>(),
                    json["response"]!["reason"]?.ToString() ?? "",
                    json["response"]!["body"]?.ToString() ?? ""
                )
            );
        }
        return exchanges.ToImmutable();
    }
}
