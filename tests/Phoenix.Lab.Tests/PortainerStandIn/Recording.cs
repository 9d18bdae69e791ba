using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Phoenix.Testing;

namespace Phoenix.Lab.Tests.PortainerStandIn;

/// <summary>One recorded exchange with a real Portainer 2.23.</summary>
internal sealed record Recording(
    string Step,
    string Server,
    string Method,
    string Path,
    string Query,
    ImmutableDictionary<string, string> Headers,
    JsonNode? Sent,
    int Status,
    JsonNode? Answer
)
{
    /// <summary>The exchanges that ended with an answer; skips the test when the recordings are absent.</summary>
    public static ImmutableArray<Recording> Load()
    {
        var path = SharedMaterial.SkipUnlessPresent("portainer/exchanges.jsonl");
        return
        [
            .. File.ReadLines(path)
                .Select(line => JsonNode.Parse(line)!)
                .Where(line => (string)line["kind"]! == "exchange" && line["response"]?["status"] is not null)
                .Select(From),
        ];
    }

    private static Recording From(JsonNode line)
    {
        var (request, response) = (line["request"]!, line["response"]!);
        return new Recording(
            (string)line["step"]!,
            (string)line["server"]!,
            (string)request["method"]!,
            (string)request["path"]!,
            (string)request["query"]!,
            request["headers"]!.AsObject().ToImmutableDictionary(header => header.Key, header => (string)header.Value!),
            request["body"],
            (int)response["status"]!,
            response["body"]
        );
    }
}
