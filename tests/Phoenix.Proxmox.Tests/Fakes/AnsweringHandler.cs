using System.Net;
using System.Text;

namespace Phoenix.Proxmox.Tests.Fakes;

/// <summary>A request as it would have gone onto the wire.</summary>
internal sealed record SentRequest(string Method, string Path, string Query, string Body, IReadOnlyDictionary<string, string> Headers)
{
    public string Route => $"{Method} {Path}";
}

/// <summary>An answer to give.</summary>
internal sealed record CannedAnswer(int Status, string Reason, string Body)
{
    public static CannedAnswer Data(string json) => new(200, "OK", $$"""{"data":{{json}}}""");
}

/// <summary>Keeps every request and answers as it is told.</summary>
internal sealed class AnsweringHandler(Func<SentRequest, CannedAnswer> answer) : HttpMessageHandler
{
    public List<SentRequest> Sent { get; } = [];

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var body = request.Content is null ? "" : Encoding.Latin1.GetString(await request.Content.ReadAsByteArrayAsync(cancellationToken));
        var headers = request.Headers.Concat(request.Content?.Headers.AsEnumerable() ?? []);
        var sent = new SentRequest(
            request.Method.Method,
            Uri.UnescapeDataString(request.RequestUri!.AbsolutePath["/api2/json".Length..]),
            request.RequestUri.Query.TrimStart('?'),
            body,
            headers.ToDictionary(header => header.Key, header => string.Join(',', header.Value))
        );
        lock (Sent)
        {
            Sent.Add(sent);
        }

        var given = answer(sent);
        return new HttpResponseMessage((HttpStatusCode)given.Status)
        {
            ReasonPhrase = given.Reason,
            Content = new ByteArrayContent(Encoding.UTF8.GetBytes(given.Body)),
        };
    }
}
