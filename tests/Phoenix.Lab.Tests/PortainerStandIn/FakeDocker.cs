using System.Collections.Immutable;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Phoenix.Lab.Tests.PortainerStandIn;

/// <summary>A Docker engine's socket that gives recorded answers, and lists a container for each project that the fake compose has up.</summary>
internal sealed class FakeDocker : IAsyncDisposable
{
    private readonly WebApplication app;
    private readonly string directory;

    private FakeDocker(WebApplication app, string directory) => (this.app, this.directory) = (app, directory);

    public string Socket => Path.Combine(directory, "docker.sock");

    /// <summary>Answers by method, path and query, e.g. <c>GET networks</c>; later ones win.</summary>
    public Dictionary<string, (int Status, string Body)> Answers { get; } = [];

    /// <summary>Bodies that were sent to it, by request.</summary>
    public Dictionary<string, byte[]> Received { get; } = [];

    /// <summary>Compose projects with a container.</summary>
    public Func<IEnumerable<string>> Projects { get; set; } = () => [];

    public static async Task<FakeDocker> StartAsync()
    {
        var folder = Directory.CreateTempSubdirectory("phx-docker-").FullName;
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.Limits.MaxRequestBodySize = null;
            kestrel.ListenUnixSocket(Path.Combine(folder, "docker.sock"));
        });
        var listening = builder.Build();
        var docker = new FakeDocker(listening, folder);
        listening.Run(docker.AnswerAsync);
        await listening.StartAsync();
        return docker;
    }

    public async ValueTask DisposeAsync()
    {
        await app.StopAsync();
        await app.DisposeAsync();
        Directory.Delete(directory, recursive: true);
    }

    private async Task AnswerAsync(HttpContext context)
    {
        var request = context.Request;
        var asked = $"{request.Method} {request.Path.Value!.TrimStart('/')}{request.QueryString}";
        using var body = new MemoryStream();
        await request.Body.CopyToAsync(body);
        lock (Received)
        {
            Received[asked] = body.ToArray();
        }

        context.Response.Headers["Api-Version"] = "1.41";
        var (status, answer) =
            request.Path == "/_ping" ? (200, "OK")
            : Answers.TryGetValue(asked, out var known) ? known
            : request.Path == "/containers/json" ? (200, Containers(request.Query["filters"]))
            : (404, """{"message":"page not found"}""");
        context.Response.StatusCode = status;
        if (status != 204 && status != 304)
        {
            context.Response.ContentType = "application/json";
            await context.Response.Body.WriteAsync(Encoding.UTF8.GetBytes(answer));
        }
    }

    private string Containers(string? filters)
    {
        var labels = JsonNode.Parse(filters ?? "{}")?["label"]?.AsArray().Select(label => (string)label!).ToImmutableArray() ?? [];
        var listed = Projects()
            .Where(project => labels.IsEmpty || labels.Contains($"com.docker.compose.project={project}"))
            .Select(project =>
                (JsonNode)
                    new JsonObject
                    {
                        ["Id"] = project,
                        ["Names"] = new JsonArray($"/{project}-web-1"),
                        ["Image"] = "demo/web:1",
                        ["State"] = "running",
                        ["Status"] = "Up 2 seconds",
                        ["Labels"] = new JsonObject { ["com.docker.compose.project"] = project, ["com.docker.compose.service"] = "web" },
                        ["Ports"] = new JsonArray(),
                    }
            );
        return new JsonArray([.. listed]).ToJsonString();
    }
}
