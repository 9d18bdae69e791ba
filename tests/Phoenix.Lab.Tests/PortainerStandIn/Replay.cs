using System.Globalization;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Phoenix.Lab.Tests.PortainerStandIn;

/// <summary>Sends recorded requests to the stand-in, with the ids, keys and ports of here in place of the recorded ones, and tells where the answers part.</summary>
internal sealed partial class Replay(Rig rig)
{
    private const string RecordedAgent = "127.0.0.1:9001";

    private readonly Dictionary<string, string> environments = [];
    private readonly Dictionary<string, string> stacks = [];
    private readonly Dictionary<string, string> apiKeys = [];

    public string Token { get; private set; } = "";

    public string Key { get; private set; } = "";

    /// <summary>What differs, or null.</summary>
    public async Task<string?> RunAsync(Recording recording)
    {
        rig.Compose.Failure = FailureOf(recording);
        Prepare(recording);
        using var request = RequestOf(recording);
        var (status, body) = await rig.SendAsync(request);
        rig.Compose.Failure = null;
        if (status != recording.Status)
        {
            return $"{recording.Step}: {recording.Status} was recorded, {status} answered: {body}";
        }

        var answer = Parsed(body);
        Learn(recording, answer);
        return recording.Answer switch
        {
            JsonObject error when recording.Status >= 400 => Words(recording, error, answer),
            JsonValue text when text.GetValue<string>() is var words && words.StartsWith("<binary", StringComparison.Ordinal) => null,
            JsonValue text when recording.Status >= 400 => text.GetValue<string>() == body ? null : $"{recording.Step}: {text} | {body}",
            JsonValue => null,
            _ => Shape.Difference(recording.Answer, answer) is { } difference ? $"{recording.Step}: {difference}" : null,
        };
    }

    /// <summary>Makes an environment and a stack on it, to be called by the ids of the recording.</summary>
    public async Task MakeAsync(string environment, string name, string stack, string project)
    {
        using var form = new MultipartFormDataContent
        {
            { new StringContent(name), "Name" },
            { new StringContent("2"), "EndpointCreationType" },
            { new StringContent(rig.AgentUrl), "URL" },
            { new StringContent("true"), "TLS" },
            { new StringContent("true"), "TLSSkipVerify" },
            { new StringContent("true"), "TLSSkipClientVerify" },
        };
        environments[environment] = await MadeAsync("/api/endpoints", form);
        using var body = new StringContent(
            new JsonObject { ["name"] = project, ["stackFileContent"] = "services:\n  web:\n    image: demo/web:1\n" }.ToJsonString()
        );
        stacks[stack] = await MadeAsync($"/api/stacks/create/standalone/string?endpointId={environments[environment]}", body);
    }

    private async Task<string> MadeAsync(string path, HttpContent content)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(path, UriKind.Relative)) { Content = content };
        request.Headers.Add("X-API-Key", Key);
        var (status, body) = await rig.SendAsync(request);
        return status == 200 ? Id(JsonNode.Parse(body)!.AsObject()) : throw new InvalidOperationException($"{path}: {status} {body}");
    }

    // The fake compose fails as the real one did in the recording.
    private static (string, string)? FailureOf(Recording recording)
    {
        if (recording.Status != 500 || recording.Answer is not JsonObject error)
        {
            return null;
        }

        var words = (string?)error["details"] ?? "";
        return
            Failures.FirstOrDefault(failure => words.StartsWith(failure.Sentence, StringComparison.OrdinalIgnoreCase))
                is { Command: { } command } found
            ? (command, words[found.Sentence.Length..])
            : null;
    }

    private static readonly (string Command, string Sentence)[] Failures =
    [
        ("up", "failed to deploy a stack: "),
        ("pull", "failed to pull images of the stack: "),
        ("down", "failed to remove a stack: "),
    ];

    // The fake engine answers as the real one did; Portainer turns its 201 into 200 where something is made.
    private void Prepare(Recording recording)
    {
        if (DockerPath().Match(recording.Path) is not { Success: true } match || recording.Answer is null)
        {
            return;
        }

        var path = match.Groups[2].Value;
        var query = recording.Query.Length > 0 ? "?" + recording.Query : "";
        var status =
            path.EndsWith("/create", StringComparison.Ordinal) && path != "images/create" && recording.Status == 200
                ? 201
                : recording.Status;
        var body = recording.Answer is JsonValue text ? text.GetValue<string>() : recording.Answer.ToJsonString();
        rig.Docker.Answers[$"{recording.Method} {path}{query}"] = (status, body);
    }

    private HttpRequestMessage RequestOf(Recording recording)
    {
        var path = Here(recording.Path);
        var query = recording.Query.Length > 0 ? "?" + Here(recording.Query) : "";
        var request = new HttpRequestMessage(new HttpMethod(recording.Method), new Uri(path + query, UriKind.Relative));
        foreach (var (name, value) in recording.Headers.Where(header => header.Key != "Content-Type"))
        {
            request.Headers.TryAddWithoutValidation(name, value.Replace("<jwt>", Token).Replace("<api key>", Key));
        }

        request.Content = ContentOf(recording);
        return request;
    }

    private HttpContent? ContentOf(Recording recording)
    {
        if (recording.Sent is JsonObject { } sent && sent["multipart"] is JsonArray parts)
        {
            var form = new MultipartFormDataContent();
            foreach (var part in parts)
            {
                form.Add(new StringContent(PortsHere((string)part!["value"]!)), (string)part["name"]!);
            }

            return form;
        }

        if (recording.Sent is null)
        {
            return null;
        }

        var text = recording.Sent is JsonValue value ? value.GetValue<string>() : recording.Sent.ToJsonString();
        var content = new ByteArrayContent(Encoding.UTF8.GetBytes(PortsHere(text)));
        if (recording.Headers.TryGetValue("Content-Type", out var type))
        {
            content.Headers.ContentType = MediaTypeHeaderValue.Parse(type);
        }

        return content;
    }

    private string PortsHere(string text) => Ports().Aggregate(text, (at, port) => at.Replace(port.Recorded, port.Here));

    // The agent, the server itself, and its plain port.
    private (string Recorded, string Here)[] Ports() =>
        [
            (RecordedAgent, rig.AgentUrl["tcp://".Length..]),
            ("127.0.0.1:9443", $"127.0.0.1:{rig.Port}"),
            ("127.0.0.1:9000", $"127.0.0.1:{rig.PlainPort}"),
        ];

    private string Here(string text)
    {
        var path = EnvironmentId().Replace(text, match => match.Groups[1].Value + Mapped(environments, match.Groups[2].Value));
        path = StackId().Replace(path, match => match.Groups[1].Value + Mapped(stacks, match.Groups[2].Value));
        path = QueriedToken().Replace(path, "token=" + Token);
        return KeyId().Replace(path, match => match.Groups[1].Value + Mapped(apiKeys, match.Groups[2].Value));
    }

    private static string Mapped(Dictionary<string, string> ids, string id) => ids.GetValueOrDefault(id, id);

    private void Learn(Recording recording, JsonNode? answer)
    {
        var (was, made) = (recording.Answer as JsonObject, answer as JsonObject);
        if (recording.Method != "POST" || recording.Status >= 300 || was is null || made is null)
        {
            return;
        }

        if (recording.Path == "/api/endpoints")
        {
            environments[Id(was)] = Id(made);
        }
        else if (recording.Path.StartsWith("/api/stacks/create/", StringComparison.Ordinal))
        {
            stacks[Id(was)] = Id(made);
        }
        else if (was["apiKey"] is JsonObject key)
        {
            apiKeys[((int)key["id"]!).ToString(CultureInfo.InvariantCulture)] = ((int)made["apiKey"]!["id"]!).ToString(
                CultureInfo.InvariantCulture
            );
            // The recording used its first key from here on.
            Key = Key.Length == 0 ? (string)made["rawAPIKey"]! : Key;
        }
        else if (was["jwt"] is not null)
        {
            Token = (string)made["jwt"]!;
        }
    }

    private string? Words(Recording recording, JsonObject error, JsonNode? answer)
    {
        var (expected, said) = (Normal(error), Normal(answer as JsonObject ?? []));
        return expected == said || NotKept.WordsDiffer(recording) ? null : $"{recording.Step}:\n   recorded {expected}\n   answered {said}";
    }

    // Ids and ports are another's here; the resolver's address belongs to the machine of the recording.
    private string Normal(JsonObject error) =>
        KeyNumber()
            .Replace(
                Resolver()
                    .Replace(
                        Ports().Aggregate($"{error["message"]} | {error["details"]}", (at, port) => at.Replace(port.Here, port.Recorded)),
                        ""
                    ),
                "key=N"
            )
            .Trim();

    private static string Id(JsonObject record) => ((int)record["Id"]!).ToString(CultureInfo.InvariantCulture);

    private static JsonNode? Parsed(string body)
    {
        try
        {
            return body.Length == 0 ? null : JsonNode.Parse(body);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    [GeneratedRegex("^/api/endpoints/([0-9]+)/docker/(?:v1\\.[0-9]+/)?(.*)$")]
    private static partial Regex DockerPath();

    [GeneratedRegex("(/api/endpoints/|endpointId=|EndpointID%22%3A%20)([0-9]+)")]
    private static partial Regex EnvironmentId();

    [GeneratedRegex("(/api/stacks/)([0-9]+)")]
    private static partial Regex StackId();

    [GeneratedRegex("(/tokens/)([0-9]+)")]
    private static partial Regex KeyId();

    [GeneratedRegex("token=eyJ[^&]*")]
    private static partial Regex QueriedToken();

    [GeneratedRegex("key=[0-9]+")]
    private static partial Regex KeyNumber();

    [GeneratedRegex(" on [0-9.]+:53")]
    private static partial Regex Resolver();
}
