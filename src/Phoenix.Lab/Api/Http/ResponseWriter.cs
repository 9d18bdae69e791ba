using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Phoenix.Lab.Api.Http;

/// <summary>Writes answers as the node does: the reason phrase carries the message, and every answer from 400 on closes the connection.</summary>
internal static class ResponseWriter
{
    private static readonly JsonWriterOptions Relaxed = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>A result.</summary>
    public static Task WriteAsync(HttpContext context, ApiResult result, string format, CancellationToken cancel)
    {
        if (result.PlainText is { } text)
        {
            return SendAsync(context, 200, "OK", "text/plain", Encoding.UTF8.GetBytes(text), cancel);
        }
        var answer = new JsonObject { ["data"] = result.Data };
        if (result.Total is { } total)
        {
            answer["total"] = total;
        }
        if (format == "extjs")
        {
            answer["success"] = 1;
        }
        return SendJsonAsync(context, 200, "OK", answer, cancel);
    }

    /// <summary>A failed method. <c>extjs</c> wraps it into a good answer.</summary>
    public static Task WriteAsync(HttpContext context, ApiFailure failure, string format, CancellationToken cancel)
    {
        var message = failure.Status == 501 ? failure.Message : $"{failure.Message}\n";
        var answer = new JsonObject { ["data"] = null, ["message"] = message };
        if (!failure.Errors.IsEmpty)
        {
            var errors = new JsonObject();
            foreach (var (name, error) in failure.Errors)
            {
                errors[name] = error;
            }
            answer["errors"] = errors;
        }
        if (format != "extjs")
        {
            return SendJsonAsync(context, failure.Status, failure.Message, answer, cancel);
        }
        answer["success"] = 0;
        // The real node sends a number for failures at run time and text for verification.
        answer["status"] = failure.Status == 400 ? JsonValue.Create("400") : JsonValue.Create(failure.Status);
        return SendJsonAsync(context, 200, "OK", answer, cancel);
    }

    /// <summary>A refusal of the HTTP layer.</summary>
    public static Task WriteAsync(HttpContext context, Refusal refusal, CancellationToken cancel) =>
        SendAsync(
            context,
            refusal.Status,
            refusal.Message,
            refusal.Body.Length == 0 ? null : "text/plain",
            Encoding.UTF8.GetBytes(refusal.Body),
            cancel
        );

    private static Task SendJsonAsync(HttpContext context, int status, string reason, JsonObject answer, CancellationToken cancel)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer, Relaxed))
        {
            answer.WriteTo(writer);
        }
        return SendAsync(context, status, reason, "application/json;charset=UTF-8", buffer.WrittenMemory, cancel);
    }

    private static async Task SendAsync(
        HttpContext context,
        int status,
        string reason,
        string? type,
        ReadOnlyMemory<byte> body,
        CancellationToken cancel
    )
    {
        var response = context.Response;
        response.StatusCode = status;
        context.Features.GetRequiredFeature<IHttpResponseFeature>().ReasonPhrase = FirstLine(reason);
        response.Headers.Server = "pve-api-daemon/3.0";
        response.Headers.CacheControl = "max-age=0";
        response.Headers.Pragma = "no-cache";
        response.Headers.Connection = status >= 400 || ConnectionManners.IsLast(context) ? "close" : "Keep-Alive";
        if (type is not null)
        {
            response.ContentType = type;
            response.ContentLength = body.Length;
        }
        await response.Body.WriteAsync(body, cancel);
    }

    private static string FirstLine(string message)
    {
        var line = message.Split('\n')[0];
        return string.Concat(line.Select(static character => char.IsControl(character) ? ' ' : character));
    }
}
