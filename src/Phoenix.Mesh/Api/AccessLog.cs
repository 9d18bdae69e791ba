using System.Buffers;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Yarp.ReverseProxy.Model;

namespace Phoenix.Mesh.Api;

/// <summary>A line a request, with the names of Traefik's access log in JSON (<c>accessLog: { format: json }</c>).</summary>
/// <param name="output">Where the lines go; under systemd that is the journal.</param>
/// <param name="entryPoint">The entry point's name.</param>
/// <param name="time">The clock.</param>
internal sealed class AccessLog(TextWriter output, string entryPoint, TimeProvider time)
{
    private const int NanosecondsPerTick = 100;

    private readonly Lock turn = new();

    /// <summary>Lets a request through and writes it down when it has ended, however it ended.</summary>
    public async Task ObserveAsync(HttpContext context, RequestDelegate next)
    {
        var begin = time.GetTimestamp();
        try
        {
            await next(context);
        }
        finally
        {
            var line = Render(context, time.GetElapsedTime(begin));
            lock (turn)
            {
                output.WriteLine(line);
                output.Flush();
            }
        }
    }

    private string Render(HttpContext context, TimeSpan duration)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer))
        {
            var request = context.Request;
            json.WriteStartObject();
            json.WriteString("ClientAddr", $"{context.Connection.RemoteIpAddress}:{context.Connection.RemotePort}");
            json.WriteString(
                "ClientHost",
                request.Headers["X-Forwarded-For"].ToString() is { Length: > 0 } client ? client : $"{context.Connection.RemoteIpAddress}"
            );
            json.WriteNumber("DownstreamStatus", context.Response.StatusCode);
            json.WriteNumber("Duration", duration.Ticks * NanosecondsPerTick);
            json.WriteString("RequestHost", request.Host.Host);
            json.WriteString("RequestMethod", request.Method);
            json.WriteString("RequestPath", $"{request.Path}{request.QueryString}");
            json.WriteString("RequestProtocol", request.Protocol);
            json.WriteString("RequestScheme", request.Scheme);
            if (context.GetEndpoint()?.Metadata.GetMetadata<RouteModel>() is { } route)
            {
                json.WriteString("RouterName", $"{route.Config.RouteId}@file");
                json.WriteString("ServiceName", $"{route.Config.ClusterId}@file");
            }

            json.WriteString("entryPointName", entryPoint);
            json.WriteString("time", time.GetUtcNow());
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }
}
