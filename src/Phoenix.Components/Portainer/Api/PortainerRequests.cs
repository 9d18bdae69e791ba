using System.Net.Http.Headers;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Phoenix.Components.Portainer.Api;

/// <summary>Requests under one credential. Paths are written whole and already escaped, with the leading slash.</summary>
internal sealed class PortainerRequests(PortainerChannel channel, PortainerCredential credential)
{
    /// <summary>Enough for everything that does not deploy, pull or build.</summary>
    private static readonly TimeSpan Quick = TimeSpan.FromSeconds(30);

    /// <summary>A deploy keeps its request open until it ends, and waits for all other deploys of the server before it begins.</summary>
    public static readonly TimeSpan Deploying = TimeSpan.FromMinutes(15);

    public PortainerRequests As(PortainerCredential other) => new(channel, other);

    public Task<PortainerReply> GetAsync(string path, CancellationToken cancel) => SendAsync(HttpMethod.Get, path, null, Quick, cancel);

    public async Task<T> GetAsync<T>(string path, JsonTypeInfo<T> shape, CancellationToken cancel) =>
        (await GetAsync(path, cancel)).OrThrow().Read(shape);

    public async Task<ReadOnlyMemory<byte>> GetBytesAsync(string path, CancellationToken cancel) =>
        (await GetAsync(path, cancel)).OrThrow().Bytes;

    public Task<PortainerReply> DeleteAsync(string path, TimeSpan? patience, CancellationToken cancel) =>
        SendAsync(HttpMethod.Delete, path, null, patience ?? Quick, cancel);

    public Task<PortainerReply> SendJsonAsync<T>(
        HttpMethod method,
        string path,
        T body,
        JsonTypeInfo<T> shape,
        TimeSpan? patience,
        CancellationToken cancel
    )
    {
        var bytes = JsonSerializer.SerializeToUtf8Bytes(body, shape);
        return SendAsync(
            method,
            path,
            () => new ByteArrayContent(bytes) { Headers = { ContentType = new MediaTypeHeaderValue("application/json") } },
            patience ?? Quick,
            cancel
        );
    }

    public Task<PortainerReply> SendAsync(
        HttpMethod method,
        string path,
        Func<HttpContent>? content,
        TimeSpan patience,
        CancellationToken cancel
    ) =>
        channel.SendAsync(
            () =>
            {
                var request = new HttpRequestMessage(method, new Uri(path, UriKind.Relative)) { Content = content?.Invoke() };
                credential.Sign(request);
                return request;
            },
            patience,
            cancel
        );
}
