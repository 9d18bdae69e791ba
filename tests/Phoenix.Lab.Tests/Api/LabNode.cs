using System.Collections.Immutable;
using System.Net;
using System.Text.Json.Nodes;
using Phoenix.Lab.Api;
using Phoenix.Lab.Tests.Api.Fakes;
using Phoenix.Topology;

namespace Phoenix.Lab.Tests.Api;

/// <summary>A node of the lab on loopback with its storage in a temporary folder and guests in memory.</summary>
internal sealed class LabNode : IAsyncDisposable
{
    public const string Template = "local:vztmpl/debian-13-standard_13.0-1_amd64.tar.zst";

#pragma warning disable MA0039 // the node's certificate is its own: it is known by its fingerprint, and a test looks at that
    private readonly HttpClientHandler _handler = new()
    {
        ServerCertificateCustomValidationCallback = static (_, _, _, _) => true,
        UseCookies = false,
    };
#pragma warning restore MA0039

    private LabNode(string directory) => Directory = directory;

    /// <summary>Connections to the node without the token of <see cref="Client"/>.</summary>
    public HttpClientHandler Handler => _handler;

    public string Directory { get; }

    public FakeRuntime Runtime { get; init; } = new();

    public FakeEnforcer Enforcer { get; } = new();

    public FakeFiles Files { get; } = new();

    public NodeApi Api { get; private set; } = null!;

    public HttpClient Client { get; private set; } = null!;

    public static async Task<LabNode> StartAsync(
        Func<NodeApiOptions, NodeApiOptions>? with = null,
        string? directory = null,
        FakeRuntime? runtime = null
    )
    {
        var node = new LabNode(directory ?? NewDirectory()) { Runtime = runtime ?? new FakeRuntime() };
        var options = new NodeApiOptions
        {
            NodeName = "pve1",
            StorageRoot = Path.Combine(node.Directory, "vz"),
            StateDirectory = Path.Combine(node.Directory, "state"),
            Listen = [new IPEndPoint(IPAddress.Loopback, 0)],
            RefusalDelay = TimeSpan.Zero,
            LockPatience = TimeSpan.FromMilliseconds(300),
            RootPassword = new Secret("Phoenix-test-1"),
            Images =
            [
                new("vztmpl/debian-13-standard_13.0-1_amd64.tar.zst", "debian-13", "debian", 123_456_789),
                new("import/debian-13-genericcloud-amd64.qcow2", "debian-13-cloud", "l26", 334_000_000),
            ],
        };
        node.Api = await NodeApi.StartAsync(
            with?.Invoke(options) ?? options,
            node.Runtime,
            node.Enforcer,
            node.Files,
            TimeProvider.System,
            CancellationToken.None
        );
        node.Client = new HttpClient(node._handler) { BaseAddress = new Uri(node.Api.Url + "/api2/json/") };
        node.Client.DefaultRequestHeaders.TryAddWithoutValidation(
            "Authorization",
            $"PVEAPIToken={node.Api.Token}={node.Api.Secret.Reveal()}"
        );
        return node;
    }

    public Task<Answer> GetAsync(string path) => SendAsync(HttpMethod.Get, path, null);

    public Task<Answer> PostAsync(string path, params ImmutableArray<(string, string)> form) => SendAsync(HttpMethod.Post, path, form);

    public Task<Answer> PutAsync(string path, params ImmutableArray<(string, string)> form) => SendAsync(HttpMethod.Put, path, form);

    public Task<Answer> DeleteAsync(string path) => SendAsync(HttpMethod.Delete, path, null);

    /// <summary>Sends, and waits for the task when the answer is one. The answer's exit status is then the task's.</summary>
    public async Task<string> TaskAsync(Task<Answer> sent)
    {
        var answer = await sent;
        answer.Status.ShouldBe(200, answer.Reason);
        return await FinishAsync(answer.Data!.GetValue<string>());
    }

    /// <summary>Waits for a task's end; the result is its exit status.</summary>
    public async Task<string> FinishAsync(string upid)
    {
        await Api.Tasks.Find(upid)!.Completion.WaitAsync(TimeSpan.FromSeconds(30));
        return Api.Tasks.Find(upid)!.ExitStatus!;
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        _handler.Dispose();
        await Api.DisposeAsync();
    }

    // A later node may go on in the folder of an earlier one: folders go when the tests end.
    private static string NewDirectory()
    {
        var directory = System.IO.Directory.CreateTempSubdirectory("phoenix-labapi-").FullName;
        AppDomain.CurrentDomain.ProcessExit += (_, _) => System.IO.Directory.Delete(directory, recursive: true);
        return directory;
    }

    private async Task<Answer> SendAsync(HttpMethod method, string path, ImmutableArray<(string Name, string Value)>? form)
    {
        using var request = new HttpRequestMessage(method, path.TrimStart('/'));
        if (form is { } pairs)
        {
            request.Content = new FormUrlEncodedContent(pairs.Select(static pair => KeyValuePair.Create(pair.Name, pair.Value)));
        }
        using var response = await Client.SendAsync(request);
        var body = await response.Content.ReadAsStringAsync();
        return new Answer(
            (int)response.StatusCode,
            response.ReasonPhrase ?? "",
            body.StartsWith('{') ? JsonNode.Parse(body)!.AsObject() : [],
            body
        );
    }
}

/// <summary>An answer of the node.</summary>
internal sealed record Answer(int Status, string Reason, JsonObject Json, string Body)
{
    public JsonNode? Data => Json["data"];

    public JsonNode? Errors => Json["errors"];
}
