using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using YamlDotNet.RepresentationModel;

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

    /// <summary>Compose projects that are up, with the file they were started from: a container for each of its services.</summary>
    public IReadOnlyDictionary<string, string> Projects { get; set; } = new Dictionary<string, string>();

    /// <summary>Containers that are in no file any more; a removal takes them away.</summary>
    public ConcurrentDictionary<(string Project, string Service), bool> LeftOver { get; set; } = new();

    /// <summary>The engine's sentence for every container.</summary>
    public string ContainerStatus { get; set; } = "Up 2 seconds (healthy)";

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
            : request.Method == "DELETE"
            && LeftOver.Keys.FirstOrDefault(left => request.Path == $"/containers/{left.Project}-{left.Service}")
                is { Project: not null } removed
                ? (LeftOver.TryRemove(removed, out _) ? 204 : 404, "")
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
        var listed = Projects
            .Where(project => labels.IsEmpty || labels.Contains($"com.docker.compose.project={project.Key}"))
            .SelectMany(project =>
                ServicesOf(project.Value).Select(service => (JsonNode)Container(project.Key, service.Name, service.Revision))
            )
            .Concat(
                LeftOver
                    .Keys.Where(left => labels.IsEmpty || labels.Contains($"com.docker.compose.project={left.Project}"))
                    .Select(left => (JsonNode)Container(left.Project, left.Service, ""))
            );
        return new JsonArray([.. listed]).ToJsonString();
    }

    private JsonObject Container(string project, string service, string revision) =>
        new()
        {
            ["Id"] = $"{project}-{service}",
            ["Names"] = new JsonArray($"/{project}-{service}-1"),
            ["Image"] = "demo/web:1",
            ["State"] = ContainerStatus.StartsWith("Up", StringComparison.Ordinal) ? "running" : "exited",
            ["Status"] = ContainerStatus,
            ["Labels"] = new JsonObject
            {
                ["com.docker.compose.project"] = project,
                ["com.docker.compose.service"] = service,
                ["phoenix.platform"] = revision.Length > 0 ? "home" : "",
                ["phoenix.revision"] = revision,
            },
            ["Ports"] = new JsonArray(),
        };

    // Enough of compose to know the services and the label that Phoenix gave them.
    public static IEnumerable<(string Name, string Revision)> ServicesOf(string file)
    {
        var stream = new YamlStream();
        stream.Load(new StringReader(file));
        var services = (YamlMappingNode)((YamlMappingNode)stream.Documents[0].RootNode)["services"];
        return services.Select(service =>
        {
            var labels =
                service.Value is YamlMappingNode map && map.Children.TryGetValue("labels", out var node) ? node as YamlMappingNode : null;
            var revision = labels is not null && labels.Children.TryGetValue("phoenix.revision", out var value) ? value.ToString() : "";
            return (service.Key.ToString(), revision);
        });
    }
}
