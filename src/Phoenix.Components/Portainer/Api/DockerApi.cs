using System.Collections.Immutable;
using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using Phoenix.Topology;

namespace Phoenix.Components.Portainer.Api;

/// <summary>The Docker engine of an environment, through Portainer's proxy. Engine errors keep their status and words; 502 without a word means that the agent cannot be reached.</summary>
public sealed class DockerApi
{
    private static readonly TimeSpan Building = TimeSpan.FromMinutes(20);

    private readonly PortainerRequests requests;
    private readonly string root;

    internal DockerApi(PortainerRequests requests, int environmentId) =>
        (this.requests, root) = (requests, $"/api/endpoints/{environmentId}/docker");

    /// <summary>Containers of a compose project, stopped ones too.</summary>
    public Task<ImmutableArray<EngineContainer>> ContainersOfAsync(string project, CancellationToken cancel) =>
        ContainersAsync($"com.docker.compose.project={project}", cancel);

    /// <summary>All containers, stopped ones too.</summary>
    public Task<ImmutableArray<EngineContainer>> ContainersAsync(CancellationToken cancel) =>
        requests.GetAsync($"{root}/containers/json?all=1", PortainerJson.Default.ImmutableArrayEngineContainer, cancel);

    /// <summary>A container in detail, or null.</summary>
    public async Task<EngineContainerDetails?> InspectAsync(string container, CancellationToken cancel)
    {
        var reply = await requests.GetAsync($"{root}/containers/{container}/json", cancel);
        return reply.Status == HttpStatusCode.NotFound ? null : reply.OrThrow().Read(PortainerJson.Default.EngineContainerDetails);
    }

    /// <summary>Takes a container away, also a running one; its named volumes stay. Absent already is success.</summary>
    public async Task RemoveContainerAsync(string container, CancellationToken cancel)
    {
        var reply = await requests.DeleteAsync($"{root}/containers/{container}?force=1", TimeSpan.FromMinutes(1), cancel);
        if (reply.Status != HttpStatusCode.NotFound)
        {
            reply.OrThrow();
        }
    }

    /// <summary>The last lines a container wrote, standard output and error in order. Following is left out on purpose: the proxy holds it back.</summary>
    public async Task<string> LogsAsync(string container, int tail, CancellationToken cancel)
    {
        var path = $"{root}/containers/{container}/logs?stdout=1&stderr=1&tail={tail}";
        var reply = await requests.GetBytesAsync(path, cancel);
        return LogFrames.Join(reply.Span);
    }

    /// <summary>The networks.</summary>
    public Task<ImmutableArray<EngineNetwork>> NetworksAsync(CancellationToken cancel) =>
        requests.GetAsync($"{root}/networks", PortainerJson.Default.ImmutableArrayEngineNetwork, cancel);

    /// <summary>The image of that reference, or null.</summary>
    public async Task<EngineImage?> FindImageAsync(string reference, CancellationToken cancel)
    {
        var reply = await requests.GetAsync($"{root}/images/{EscapedReference(reference)}/json", cancel);
        return reply.Status == HttpStatusCode.NotFound ? null : reply.OrThrow().Read(PortainerJson.Default.EngineImage);
    }

    /// <summary>Images of a repository, e.g. <c>phoenix/hello/web</c>.</summary>
    public Task<ImmutableArray<EngineImage>> ImagesOfAsync(string repository, CancellationToken cancel)
    {
        var filters = Uri.EscapeDataString($$"""{"reference":["{{JsonEncodedText.Encode(repository)}}"]}""");
        return requests.GetAsync($"{root}/images/json?filters={filters}", PortainerJson.Default.ImmutableArrayEngineImage, cancel);
    }

    /// <summary>Gives an image a second name.</summary>
    public async Task TagAsync(string reference, string repository, string tag, CancellationToken cancel)
    {
        var query = $"repo={Uri.EscapeDataString(repository)}&tag={Uri.EscapeDataString(tag)}";
        var path = $"{root}/images/{EscapedReference(reference)}/tag?{query}";
        (await requests.SendAsync(HttpMethod.Post, path, null, TimeSpan.FromSeconds(30), cancel)).OrThrow();
    }

    /// <summary>Takes a name of an image away, and the image with its last name. False when a container uses it.</summary>
    public async Task<bool> DeleteImageAsync(string reference, CancellationToken cancel)
    {
        var reply = await requests.DeleteAsync($"{root}/images/{EscapedReference(reference)}", null, cancel);
        return reply.Status switch
        {
            HttpStatusCode.NotFound => true,
            HttpStatusCode.Conflict => false,
            _ => reply.OrThrow().IsSuccess,
        };
    }

    /// <summary>Makes an image of a root file system (tar, also compressed) and names it.</summary>
    public Task ImportAsync(Func<Stream> tar, string repository, string tag, CancellationToken cancel) =>
        StreamAsync($"images/create?fromSrc=-&repo={Uri.EscapeDataString(repository)}&tag={Uri.EscapeDataString(tag)}", tar, cancel);

    /// <summary>Loads images as <c>docker save</c> wrote them.</summary>
    public Task LoadAsync(Func<Stream> tar, CancellationToken cancel) => StreamAsync("images/load?quiet=1", tar, cancel);

    /// <summary>Lets the engine pull an image.</summary>
    public Task PullAsync(string repository, string tag, CancellationToken cancel) =>
        StreamAsync($"images/create?fromImage={Uri.EscapeDataString(repository)}&tag={Uri.EscapeDataString(tag)}", null, cancel);

    /// <summary>Builds a context (tar) and names the image.</summary>
    /// <exception cref="PhoenixException">The build failed; the remote's words are the build's last lines.</exception>
    public Task BuildAsync(ImageBuild build, Func<Stream> context, CancellationToken cancel) =>
        StreamAsync("build?" + build.Query(), context, cancel);

    private Task<ImmutableArray<EngineContainer>> ContainersAsync(string label, CancellationToken cancel)
    {
        var filters = Uri.EscapeDataString($$"""{"label":["{{JsonEncodedText.Encode(label)}}"]}""");
        var path = $"{root}/containers/json?all=1&filters={filters}";
        return requests.GetAsync(path, PortainerJson.Default.ImmutableArrayEngineContainer, cancel);
    }

    // The engine answers 200 as soon as it begins; whether it went well is in the lines that follow.
    private async Task StreamAsync(string path, Func<Stream>? body, CancellationToken cancel)
    {
        var reply = await requests.SendAsync(
            HttpMethod.Post,
            $"{root}/{path}",
            body is null
                ? null
                : () => new StreamContent(body()) { Headers = { ContentType = new MediaTypeHeaderValue("application/x-tar") } },
            Building,
            cancel
        );
        EngineOutput.OrThrow(reply.OrThrow());
    }

    // A reference may hold slashes and a registry's port; they belong to the path, the rest is plain.
    private static string EscapedReference(string reference) => string.Join('/', reference.Split('/').Select(Uri.EscapeDataString));
}
