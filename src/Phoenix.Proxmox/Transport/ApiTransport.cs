using System.Net;
using System.Text;
using System.Text.Json;
using Phoenix.Proxmox.Access;
using Phoenix.Topology;
using Polly;
using Polly.Retry;

namespace Phoenix.Proxmox.Transport;

/// <summary>Sends calls: credentials, retries where they are safe, and refusals as errors in the node's own words.</summary>
internal sealed class ApiTransport : IDisposable
{
    private readonly HttpClient reads;
    private readonly Func<HttpClient> newWriter;
    private readonly Uri root;
    private readonly TimeProvider time;
    private readonly TimeSpan connectTimeout;
    private readonly ApiAuthentication authentication;
    private readonly ResiliencePipeline<ApiAttempt> retries;

    /// <summary>A transport over real connections, or over a test's own handler.</summary>
    public ApiTransport(ProxmoxConnection connection, HttpMessageHandler? handler = null)
    {
        if (connection.Endpoint.Scheme != Uri.UriSchemeHttps)
        {
            throw new PhoenixException(ProxmoxErrors.ApiUnreachable, $"the endpoint {connection.Endpoint} is not https")
            {
                Help = "A node's API is https on port 8006.",
            };
        }

        root = new Uri(connection.Endpoint, "/api2/json");
        time = connection.Time;
        connectTimeout = connection.ConnectTimeout;
        reads = Client(handler ?? ApiConnections.ForReads(connection));
        newWriter = () => Client(handler ?? ApiConnections.ForOneWrite(connection));
        authentication = new ApiAuthentication(connection.Credentials, SendAsync, connection.Time);
        retries = Retries(connection.Time);

        HttpClient Client(HttpMessageHandler inner) => new(inner, disposeHandler: handler is null) { Timeout = Timeout.InfiniteTimeSpan };
    }

    /// <summary>The clock of this connection.</summary>
    public TimeProvider Time => time;

    /// <summary>Sends a call and returns the whole answer; what was asked for is under its <c>data</c>.</summary>
    /// <exception cref="PhoenixException">The node could not be reached or refused.</exception>
    public async Task<Answer> SendAsync(ApiRequest request, CancellationToken cancel)
    {
        var attempt = await retries.ExecuteAsync(token => new ValueTask<ApiAttempt>(AttemptAsync(request, token)), cancel);
        return attempt switch
        {
            ApiAttempt.Answered answered => answered.Answer,
            ApiAttempt.Failed failed => throw failed.Error,
            _ => throw new InvalidOperationException("an attempt has two ends"),
        };
    }

    /// <summary>Sends a call and returns what is under <c>data</c>.</summary>
    /// <exception cref="PhoenixException">The node could not be reached or refused.</exception>
    public async Task<Answer> DataAsync(ApiRequest request, CancellationToken cancel) => (await SendAsync(request, cancel))["data"];

    /// <inheritdoc />
    public void Dispose()
    {
        reads.Dispose();
        authentication.Dispose();
    }

    // 0.25 + 0.5 + 1 + 2 s: longer than a restart of the node's daemons takes (1.6 s).
    private static ResiliencePipeline<ApiAttempt> Retries(TimeProvider time) =>
        new ResiliencePipelineBuilder<ApiAttempt> { TimeProvider = time }
            .AddRetry(
                new RetryStrategyOptions<ApiAttempt>
                {
                    MaxRetryAttempts = ApiAttempt.Often,
                    BackoffType = DelayBackoffType.Exponential,
                    Delay = TimeSpan.FromMilliseconds(250),
                    ShouldHandle = static arguments =>
                        ValueTask.FromResult(
                            arguments.Outcome.Result is ApiAttempt.Failed failed && arguments.AttemptNumber < failed.Repeats
                        ),
                }
            )
            .Build();

    private async Task<ApiAttempt> AttemptAsync(ApiRequest request, CancellationToken cancel)
    {
        var ticket = request.Anonymous ? null : await authentication.TicketAsync(cancel);
        var attempt = await TryAsync(request, ticket, cancel);
        if (ticket is null || attempt is not ApiAttempt.Failed { Error.Code: var code } || code != ProxmoxErrors.Unauthorised)
        {
            return attempt;
        }

        authentication.Forget(ticket);
        return await TryAsync(request, await authentication.TicketAsync(cancel), cancel);
    }

    private async Task<ApiAttempt> TryAsync(ApiRequest request, Ticket? ticket, CancellationToken cancel)
    {
        using var timeout = new CancellationTokenSource(request.Timeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancel, timeout.Token);
        using var message = Message(request);
        try
        {
            if (!request.Anonymous)
            {
                authentication.Sign(message, ticket);
            }

            using var writer = request.IsHarmless ? null : newWriter();
            using var response = await (writer ?? reads).SendAsync(message, either.Token);
            return Read(request, response, await response.Content.ReadAsByteArrayAsync(either.Token));
        }
        catch (PhoenixException error)
        {
            return new ApiAttempt.Failed(error, ApiAttempt.Never);
        }
        // The handler's own time for a connection ends in this shape, and in no other that would tell it from the call's time.
        catch (OperationCanceledException error) when (error.InnerException is TimeoutException && !either.IsCancellationRequested)
        {
            return TransportError.NoConnection(root, connectTimeout, error);
        }
        catch (OperationCanceledException error) when (!cancel.IsCancellationRequested)
        {
            return TransportError.NoAnswer(request, error);
        }
        catch (Exception error) when (error is HttpRequestException or IOException)
        {
            return TransportError.Broken(request, root, error);
        }
        finally
        {
            // The caller keeps the upload, for another attempt.
            message.Content = request.Upload is null ? message.Content : null;
        }
    }

    private HttpRequestMessage Message(ApiRequest request)
    {
        var inQuery = request.Method == HttpMethod.Get || request.Method == HttpMethod.Delete;
        var query = inQuery && request.Fields.Count > 0 ? "?" + request.Fields : "";
        var message = new HttpRequestMessage(request.Method, root + request.Path + query) { Version = HttpVersion.Version11 };
        if (request.Upload is { } upload)
        {
            message.Content = upload;
        }
        else if (!inQuery)
        {
            // Bytes, so that the length is known: a chunked body is answered with 501.
            message.Content = new ByteArrayContent(Encoding.UTF8.GetBytes(request.Fields.ToString()));
            message.Content.Headers.TryAddWithoutValidation("Content-Type", "application/x-www-form-urlencoded");
        }

        return message;
    }

    private static ApiAttempt Read(ApiRequest request, HttpResponseMessage response, byte[] body)
    {
        if (!response.IsSuccessStatusCode)
        {
            var error = RemoteError.From(request, response.StatusCode, response.ReasonPhrase, body);
            return new ApiAttempt.Failed(error, RepeatsOf(error.Code, (int)response.StatusCode));
        }

        try
        {
            return new ApiAttempt.Answered(new Answer(JsonElement.Parse(body)));
        }
        catch (JsonException error)
        {
            var text = Encoding.UTF8.GetString(body.AsSpan(0, Math.Min(body.Length, 500)));
            return new ApiAttempt.Failed(
                new PhoenixException(ProxmoxErrors.AnswerNotUnderstood, $"the answer to {request} is no JSON", error) { Remote = text },
                ApiAttempt.Never
            );
        }
    }

    // The proxy says 595 at once while the daemon restarts, and gives up with 596 after thirty seconds.
    private static int RepeatsOf(ErrorCode code, int status) =>
        code != ProxmoxErrors.NodeUnreachable ? ApiAttempt.Never
        : status == 595 ? ApiAttempt.Often
        : status > 595 ? ApiAttempt.Once
        : ApiAttempt.Never;
}
