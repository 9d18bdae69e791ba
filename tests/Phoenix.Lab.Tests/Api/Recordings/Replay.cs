using System.Collections.Immutable;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Phoenix.Lab.Api;

namespace Phoenix.Lab.Tests.Api.Recordings;

/// <summary>
/// Sends a recording's requests to a fresh node in order and compares the answers. The recorded node's ids of tasks, digests, tickets
/// and secrets are exchanged for those of this one on the way.
/// </summary>
internal sealed partial class Replay(LabNode node, string ticket, string crossSite)
{
    private readonly Dictionary<string, string> _known = [];
    private readonly HashSet<string> _sentAddresses = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, FlowTally> _tallies = [];

    /// <summary>Replays the exchanges of the wanted flows.</summary>
    public static async Task<ImmutableDictionary<string, FlowTally>> RunAsync(IEnumerable<Exchange> exchanges)
    {
        await using var node = await LabNode.StartAsync(RecordedNode.Prepare);
        var login = await node.PostAsync("access/ticket", ("username", "root@pam"), ("password", "Phoenix-test-1"));
        var replay = new Replay(node, login.Data!["ticket"]!.GetValue<string>(), login.Data["CSRFPreventionToken"]!.GetValue<string>());
        foreach (var exchange in exchanges)
        {
            await replay.OneAsync(exchange);
        }
        return replay._tallies.ToImmutableDictionary();
    }

    private async Task OneAsync(Exchange exchange)
    {
        var tally = _tallies.TryGetValue(exchange.Flow, out var found) ? found : _tallies[exchange.Flow] = new FlowTally();
        await RecordedNode.FollowAsync(node, exchange);
        if (ReplayRules.Omitted(exchange, node.Api.Endpoints) is { } omitted)
        {
            tally.Skip(omitted);
            if (ReplayRules.MethodNotServed(omitted) is { } method && !ReplayScope.NotServed.ContainsKey(method))
            {
                tally.Differ($"{exchange.Step}: {method} is not served, and the list of those that are not does not say why");
            }
            return;
        }
        if (await UpidAsync(exchange) is { } unknown)
        {
            tally.Skip(unknown);
            return;
        }
        var answer = await SendAsync(exchange);
        var lab = JsonOf(answer.Body);
        var recorded = JsonOf(exchange.Answer);
        await LearnAsync(recorded, lab, RecordedNode.GoesOn(exchange));
        await RecordedNode.AfterAsync(node, exchange);
        if (ReplayRules.Different(exchange) is { } reason)
        {
            tally.Skip(reason);
            return;
        }
        var (wanted, got) = (
            new AnswerForm(_sentAddresses).Of(exchange, exchange.Status, exchange.Reason, recorded),
            new AnswerForm(_sentAddresses).Of(exchange, answer.Status, answer.Reason, lab)
        );
        if (wanted == got)
        {
            tally.Compared++;
        }
        else
        {
            tally.Differ(
                $"{exchange.Step}: {exchange.Method} {exchange.Path} {exchange.Body?.ReplaceLineEndings("~")}\n  recorded {wanted}\n  lab      {got}"
            );
        }
    }

    /// <summary>Waits for the task that a last poll is about. Why the exchange cannot be sent, when its task was never started here.</summary>
    private async Task<string?> UpidAsync(Exchange exchange)
    {
        if (Upid.Match(Uri.UnescapeDataString(exchange.Path)) is not { Success: true, Value: var recorded } || exchange.Status != 200)
        {
            return null;
        }
        if (!_known.TryGetValue(recorded, out var own))
        {
            return exchange.Answer.Contains("unable to open file", StringComparison.Ordinal) ? null : "a task that was not started here";
        }
        if (exchange.Step.EndsWith(".final-status", StringComparison.Ordinal) || exchange.Step.EndsWith(".log", StringComparison.Ordinal))
        {
            await node.FinishAsync(own);
        }
        return null;
    }

    private async Task<(int Status, string Reason, string Body)> SendAsync(Exchange exchange)
    {
        var uri = new Uri(
            node.Api.Url + Translate(exchange.Path),
            new UriCreationOptions { DangerousDisablePathAndQueryCanonicalization = true }
        );
        using var request = new HttpRequestMessage(new HttpMethod(exchange.Method), uri);
        if (exchange.Body is { } body)
        {
            foreach (Match address in Mac.Matches(Uri.UnescapeDataString(body)))
            {
                _sentAddresses.Add(address.Value);
            }
            request.Content = new ByteArrayContent(
                Encoding.UTF8.GetBytes(RedactedTicket.Replace(Translate(body), Uri.EscapeDataString(ticket)))
            );
            if (exchange.Headers.TryGetValue("Content-Type", out var type))
            {
                request.Content.Headers.TryAddWithoutValidation("Content-Type", type);
            }
        }
        foreach (var (name, value) in exchange.Headers.Where(static header => header.Key is not ("Content-Type" or "Content-Length")))
        {
            request.Headers.TryAddWithoutValidation(name, Credential(name, value));
        }
        // The client's own token is for tests without recordings.
        using var client = new HttpClient(node.Handler, disposeHandler: false);
        using var response = await client.SendAsync(request);
        return ((int)response.StatusCode, response.ReasonPhrase ?? "", await response.Content.ReadAsStringAsync());
    }

    /// <summary>Remembers what stands for what, and waits for a task that was started: the recorded client did.</summary>
    private async Task LearnAsync(JsonNode? recorded, JsonNode? lab, bool goesOn)
    {
        if (recorded is not JsonObject old || lab is not JsonObject own)
        {
            return;
        }
        foreach (var (name, value) in Pairs(old["data"], own["data"]))
        {
            _known[name] = value;
        }
        if (
            own["data"] is JsonValue data
            && data.TryGetValue<string>(out var upid)
            && upid.StartsWith("UPID:", StringComparison.Ordinal)
            && !goesOn
        )
        {
            await node.FinishAsync(upid);
            foreach (
                var nested in node.Api.Tasks.All.Where(static task => task.ExitStatus is null && task.Upid.Type is "vzstart" or "qmstart")
            )
            {
                await node.FinishAsync(nested.Upid.ToString());
            }
        }
    }

    private static IEnumerable<(string Recorded, string Lab)> Pairs(JsonNode? recorded, JsonNode? lab)
    {
        switch (recorded, lab)
        {
            case (JsonValue one, JsonValue other) when $"{one}".StartsWith("UPID:", StringComparison.Ordinal):
                yield return ($"{one}", $"{other}");
                break;
            case (JsonObject one, JsonObject other):
                foreach (var key in new[] { "digest", "value" })
                {
                    if (one[key] is JsonValue name && other[key] is JsonValue value)
                    {
                        yield return ($"{name}", $"{value}");
                    }
                }
                break;
            case (JsonArray { Count: > 0 } one, JsonArray { Count: > 0 } other):
                if (one[0]?["digest"] is JsonValue first && other[0]?["digest"] is JsonValue second)
                {
                    yield return ($"{first}", $"{second}");
                }
                break;
        }
    }

    private string Translate(string text)
    {
        foreach (var (recorded, lab) in _known.Where(static pair => pair.Key.Length >= 30))
        {
            text = text.Replace(recorded, lab, StringComparison.Ordinal)
                .Replace(Uri.EscapeDataString(recorded), Uri.EscapeDataString(lab), StringComparison.Ordinal);
        }
        return text;
    }

    private string Credential(string name, string value)
    {
        var encoded = value.Contains("PVE%3Aroot", StringComparison.Ordinal);
        if (encoded || value.Contains("PVE:root@pam:", StringComparison.Ordinal))
        {
            return $"PVEAuthCookie={(encoded ? Uri.EscapeDataString(ticket) : ticket)}";
        }
        return name.Equals("CSRFPreventionToken", StringComparison.OrdinalIgnoreCase) && Stamped.IsMatch(value)
            ? crossSite
            : Translate(value);
    }

    private static JsonNode? JsonOf(string text)
    {
        try
        {
            return JsonNode.Parse(text);
        }
        catch (System.Text.Json.JsonException)
        {
            return null;
        }
    }

    [GeneratedRegex("PVE%3Aroot%40pam%3A[^&]*<sig>")]
    private static partial Regex RedactedTicket { get; }

    [GeneratedRegex("UPID:[^/]+")]
    private static partial Regex Upid { get; }

    [GeneratedRegex("^[0-9A-F]{8}:")]
    private static partial Regex Stamped { get; }

    [GeneratedRegex("[0-9A-Fa-f]{2}(:[0-9A-Fa-f]{2}){5}")]
    private static partial Regex Mac { get; }
}
