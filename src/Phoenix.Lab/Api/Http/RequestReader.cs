using System.Collections.Immutable;
using System.Text;
using Microsoft.AspNetCore.Http;
using Phoenix.Lab.Api.Access;

namespace Phoenix.Lab.Api.Http;

/// <summary>Reads the parameters of a request: the body as a form or as JSON, the query string over it.</summary>
internal static class RequestReader
{
    /// <summary>The greatest body that is not an upload.</summary>
    private const int LongestBody = 512 * 1024;

    /// <summary>Reads the request of a caller. Refuses bodies where none may be, too long ones and foreign content types.</summary>
    public static async Task<ApiRequest> ReadAsync(
        HttpRequest request,
        RequestPath path,
        Caller? caller,
        string uploads,
        CancellationToken cancel
    )
    {
        var parameters = ImmutableDictionary<string, ParameterValue>.Empty;
        UploadedFile? upload = null;
        if (request.ContentLength > 0)
        {
            if (request.Method is not ("POST" or "PUT"))
            {
                throw Refusal.Text(501, $"Unexpected content for method '{request.Method}'");
            }
            var type = request.ContentType ?? "";
            if (type.StartsWith("multipart/form-data", StringComparison.OrdinalIgnoreCase) && path.Segments is [.., "upload"])
            {
                (parameters, upload) = await MultipartUpload.ReadAsync(request.Body, type, uploads, cancel);
            }
            else
            {
                parameters = await BodyAsync(request, type, cancel);
            }
        }
        foreach (var group in FormBody.Parse(path.Query).GroupBy(static pair => pair.Name, static pair => pair.Value))
        {
            parameters = parameters.SetItem(group.Key, Value([.. group]));
        }
        return new ApiRequest(request.Method, path.Text, caller, parameters, upload);
    }

    private static async Task<ImmutableDictionary<string, ParameterValue>> BodyAsync(
        HttpRequest request,
        string type,
        CancellationToken cancel
    )
    {
        if (request.ContentLength > LongestBody)
        {
            throw Refusal.Text(501, "for data too large");
        }
        var media = type.Split(';')[0].Trim().ToLowerInvariant();
        if (media is not ("" or "application/x-www-form-urlencoded" or "application/json"))
        {
            throw Refusal.Text(506, $"upload 'Content-Type '{type}' not implemented");
        }
        using var body = new MemoryStream();
        await request.Body.CopyToAsync(body, cancel);
        if (media == "application/json")
        {
            return JsonBody.Parse(body.ToArray()).ToImmutableDictionary();
        }
        return FormBody
            .Parse(Encoding.UTF8.GetString(body.ToArray()))
            .GroupBy(static pair => pair.Name, static pair => pair.Value)
            .ToImmutableDictionary(static group => group.Key, static group => Value([.. group]));
    }

    private static ParameterValue Value(ImmutableArray<string> values) =>
        values.Length == 1 ? new ParameterValue.Text(values[0]) : new ParameterValue.List(values);
}
