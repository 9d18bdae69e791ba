using System.Collections.Immutable;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Phoenix.Lab.Api.Access;

namespace Phoenix.Lab.Api.Http;

/// <summary>Takes a request from the wire to its method and the answer back.</summary>
internal sealed class RequestPipeline(EndpointTable endpoints, AccessGate gate, NodeApiOptions options, TimeProvider time)
{
    /// <summary>Serves one request.</summary>
    public async Task ServeAsync(HttpContext context)
    {
        var cancel = context.RequestAborted;
        ConnectionManners.Count(context);
        var format = "json";
        UploadedFile? upload = null;
        try
        {
            var path = Open(context.Request, context.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget);
            format = path.Format;
            var found = endpoints.Find(context.Request.Method, path.Segments);
            var caller = found?.Endpoint.Open == true ? null : gate.Admit(context.Request);
            var request = await RequestReader.ReadAsync(
                context.Request,
                path,
                caller,
                Path.Combine(options.StateDirectory, "uploads"),
                cancel
            );
            upload = request.Upload;
            var (endpoint, inPath) = found ?? throw ApiFailure.NotImplemented(request.Method, request.Path);
            var result = await InvokeAsync(endpoint, request, inPath, cancel);
            await ResponseWriter.WriteAsync(context, result, format, cancel);
        }
        catch (ApiFailure failure)
        {
            // A refused login is slow as well: whoever guesses passwords shall not be quick.
            if (failure.Status == 401)
            {
                await Task.Delay(options.RefusalDelay, time, cancel);
            }
            await ResponseWriter.WriteAsync(context, failure, format, cancel);
        }
        catch (Refusal refusal)
        {
            if (refusal.Status == 401)
            {
                await Task.Delay(options.RefusalDelay, time, cancel);
            }
            await ResponseWriter.WriteAsync(context, refusal, cancel);
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            await ResponseWriter.WriteAsync(context, ApiFailure.Run(exception.Message), format, cancel);
        }
        finally
        {
            if (upload is not null)
            {
                File.Delete(upload.TemporaryPath);
            }
        }
    }

    private static RequestPath Open(HttpRequest request, string target)
    {
        if (request.Method is not ("GET" or "POST" or "PUT" or "DELETE"))
        {
            throw new Refusal(501, $"method '{request.Method}' not available", "");
        }
        if (request.Headers.TransferEncoding.Count > 0)
        {
            throw Refusal.Text(501, "chunked transfer encoding not supported");
        }
        var path = RequestPath.Parse(target);
        return path.Format is "json" or "extjs" ? path : throw Refusal.Text(501, $"no formatter for uri {path.Text}, {path.Format}");
    }

    private async ValueTask<ApiResult> InvokeAsync(
        Endpoint endpoint,
        ApiRequest request,
        ImmutableDictionary<string, ParameterValue> inPath,
        CancellationToken cancel
    )
    {
        var parameters = request.Parameters.SetItems(inPath);
        if (inPath.TryGetValue("node", out var node) && node is ParameterValue.Text { Value: var name })
        {
            if (Parameters.Formats.Node("node", name) is not null)
            {
                throw ApiFailure.NotImplemented(request.Method, request.Path);
            }
            if (name != options.NodeName && name != "localhost")
            {
                throw ApiFailure.Run(
                    $"hostname lookup '{name}' failed - failed to get address info for: {name}: Temporary failure in name resolution"
                );
            }
        }
        var errors = endpoint.Parameters.Errors(parameters);
        if (!errors.IsEmpty)
        {
            throw ApiFailure.Parameters(errors);
        }
        return await endpoint.Handle(new ApiCall(request.Caller ?? new Caller("", null), parameters, request.Upload), cancel);
    }
}
