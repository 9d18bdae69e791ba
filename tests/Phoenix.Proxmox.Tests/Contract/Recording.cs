using System.Text.Json;
using System.Text.Json.Nodes;
using Phoenix.Proxmox.Tests.Fakes;
using Phoenix.Testing;

namespace Phoenix.Proxmox.Tests.Contract;

/// <summary>A call that a real node answered.</summary>
/// <param name="Name">Flow and step, as the recordings name it.</param>
internal sealed record Recording(string Name, string Method, string Path, string Query, string RequestBody, CannedAnswer Answer)
{
    /// <summary>The message that the node meant: the body's, or the reason phrase where there is no body.</summary>
    public string Message => Field("message") ?? (Answer.Body.Length > 0 && !Answer.Body.StartsWith('{') ? Answer.Body : Answer.Reason);

    /// <summary>The texts about single parameters.</summary>
    public IEnumerable<string> Errors =>
        JsonOf(Answer.Body)?["errors"] is JsonObject errors ? errors.Select(error => error.Value!.ToString()) : [];

    /// <summary>All HTTP calls of both recordings below /api2/json; skips the test where they are absent.</summary>
    public static IEnumerable<Recording> All() => Read("proxmox/exchanges.jsonl").Concat(Read("proxmox/cluster_exchanges.jsonl"));

    private static IEnumerable<Recording> Read(string file)
    {
        foreach (var line in File.ReadLines(SharedMaterial.SkipUnlessPresent(file)))
        {
            var row = JsonNode.Parse(line)!;
            if (row["request"] is not JsonObject request || row["response"] is not JsonObject response || response["status"] is null)
            {
                continue;
            }

            var target = ((string)request["path"]!).Split('?', 2);
            if (target[0].StartsWith("/api2/json/", StringComparison.Ordinal))
            {
                yield return new Recording(
                    $"{row["flow"]}/{row["step"]}",
                    (string)request["method"]!,
                    Uri.UnescapeDataString(target[0]["/api2/json".Length..]),
                    target.Length > 1 ? target[1] : "",
                    request["body"]?.ToString() ?? "",
                    new CannedAnswer((int)response["status"]!, (string?)response["reason"] ?? "", response["body"]?.ToString() ?? "")
                );
            }
        }
    }

    private string? Field(string name) => (string?)JsonOf(Answer.Body)?[name];

    private static JsonObject? JsonOf(string body)
    {
        try
        {
            return body.StartsWith('{') ? JsonNode.Parse(body)!.AsObject() : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
