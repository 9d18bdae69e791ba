using System.Net;
using System.Net.Sockets;
using System.Security.Authentication;
using Microsoft.AspNetCore.Http;
using Phoenix.Lab.PortainerStandIn.Http;
using Phoenix.Lab.PortainerStandIn.Records;

namespace Phoenix.Lab.PortainerStandIn.Engines;

/// <summary>What Portainer does before it takes a new environment: asks the agent who it is, then the engine behind it. Failures are worded as Go words them, because Portainer passes them on.</summary>
internal sealed class AgentProbe(EngineDirectory engines)
{
    private const string NoType = "Unable to get environment type";
    private const string NoContact = "Unable to initiate communications with environment";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);

    /// <summary>The agent's version.</summary>
    public async Task<string> VersionAsync(EndpointEntry endpoint, CancellationToken cancel)
    {
        if (!Uri.TryCreate(endpoint.Url, UriKind.Absolute, out var url) || url.Host.Length == 0)
        {
            throw endpoint.Url.Length == 0
                ? Failed(NoType, "Get \"https://///ping\": http: no Host in request URL")
                : Failed(NoContact, $"unable to parse docker host `{endpoint.Url}`");
        }

        var asked = $"Get \"https://{url.Authority}/ping\": ";
        try
        {
            using var response = await engines.Of(endpoint).GetAsync("ping", Patience, cancel);
            return response.StatusCode == HttpStatusCode.NoContent
                ? response.Headers.TryGetValues("Portainer-Agent", out var version)
                    ? version.First()
                    : ""
                : throw Failed(NoType, $"failed request with status {(int)response.StatusCode}");
        }
        catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
        {
            throw Failed(NoType, asked + "context deadline exceeded (Client.Timeout exceeded while awaiting headers)");
        }
        catch (HttpRequestException exception)
        {
            throw Failed(NoType, asked + WordsFor(exception, url, endpoint));
        }
    }

    /// <summary>Talks to the engine for the first time.</summary>
    public async Task GreetAsync(EndpointEntry endpoint, CancellationToken cancel)
    {
        try
        {
            using var response = await engines.Of(endpoint).GetAsync("_ping", Patience, cancel);
            if (response.StatusCode == HttpStatusCode.Forbidden)
            {
                throw Failed(NoContact, "agent already paired with another Portainer instance");
            }
        }
        catch (Exception exception)
            when (exception is HttpRequestException or OperationCanceledException && !cancel.IsCancellationRequested)
        {
            throw Failed(NoContact, Unreachable(endpoint.Url));
        }
    }

    /// <summary>Whether the engine answers; for an environment's status.</summary>
    public async Task<bool> AnswersAsync(EndpointEntry endpoint, CancellationToken cancel)
    {
        try
        {
            using var response = await engines.Of(endpoint).GetAsync("_ping", Patience, cancel);
            return response.IsSuccessStatusCode;
        }
        catch (Exception exception)
            when (exception is HttpRequestException or OperationCanceledException && !cancel.IsCancellationRequested)
        {
            return false;
        }
    }

    /// <summary>Docker's own sentence for an engine that does not answer.</summary>
    public static string Unreachable(string url) => $"Cannot connect to the Docker daemon at {url}. Is the docker daemon running?";

    private static StandInRefusal Failed(string message, string details) => new(StatusCodes.Status500InternalServerError, message, details);

    private static string WordsFor(HttpRequestException exception, Uri url, EndpointEntry endpoint) =>
        exception switch
        {
            { HttpRequestError: HttpRequestError.NameResolutionError } => $"dial tcp: lookup {url.Host}: no such host",
            { InnerException: SocketException { SocketErrorCode: SocketError.ConnectionRefused } } =>
                $"dial tcp {url.Authority}: connect: connection refused",
            { InnerException: SocketException socket } => $"dial tcp {url.Authority}: connect: {socket.Message}",
            { InnerException: AuthenticationException } when !endpoint.TlsSkipVerify =>
                "tls: failed to verify certificate: x509: certificate signed by unknown authority",
            { HttpRequestError: HttpRequestError.SecureConnectionError } => "http: server gave HTTP response to HTTPS client",
            _ => exception.Message,
        };
}
