using System.Net.Sockets;
using System.Security.Authentication;
using Phoenix.Topology;

namespace Phoenix.Proxmox.Transport;

/// <summary>Turns a broken or missing connection into an error, and says whether the call may be repeated.</summary>
internal static class TransportError
{
    /// <summary>The node took longer than the call may.</summary>
    public static ApiAttempt.Failed NoAnswer(ApiRequest request, Exception cause) =>
        new(
            new PhoenixException(
                request.IsHarmless ? ProxmoxErrors.ApiUnreachable : ProxmoxErrors.OutcomeUnknown,
                $"no answer to {request} within {request.Timeout.TotalSeconds:0} s",
                cause
            ),
            request.IsHarmless ? ApiAttempt.Once : ApiAttempt.Never
        );

    /// <summary>Nobody took the connection, as with a machine that is off or behind a firewall: nothing was sent.</summary>
    public static ApiAttempt.Failed NoConnection(Uri endpoint, TimeSpan waited, Exception cause) =>
        new(
            new PhoenixException(
                ProxmoxErrors.ApiUnreachable,
                $"no connection to {endpoint.Authority} within {waited.TotalSeconds:0.#} s",
                cause
            ),
            ApiAttempt.Once
        );

    /// <summary>The connection could not be made, or broke.</summary>
    public static ApiAttempt.Failed Broken(ApiRequest request, Uri endpoint, Exception cause)
    {
        var kind = (cause as HttpRequestException)?.HttpRequestError ?? HttpRequestError.Unknown;
        var words = Innermost(cause).Message;
        return kind switch
        {
            _ when Find<PinMismatchException>(cause) is { } mismatch => Final(
                ProxmoxErrors.FingerprintMismatch,
                $"{endpoint.Authority} does not serve the pinned certificate",
                $"served: {mismatch.Served}"
            ),
            _ when Find<SecondConnectionException>(cause) is not null => Lost(),
            HttpRequestError.SecureConnectionError when Find<AuthenticationException>(cause) is not null => Final(
                ProxmoxErrors.CertificateNotTrusted,
                $"the certificate of {endpoint.Authority} is not trusted",
                words
            ),
            HttpRequestError.NameResolutionError => Final(ProxmoxErrors.ApiUnreachable, $"{endpoint.Host} has no address", words),
            // No connection, no TLS: the call never left, so it may be tried again whatever it does.
            HttpRequestError.ConnectionError or HttpRequestError.SecureConnectionError => Again(
                ProxmoxErrors.ApiUnreachable,
                $"no connection to {endpoint.Authority}"
            ),
            _ when request.IsHarmless => Again(
                ProxmoxErrors.ApiUnreachable,
                $"{endpoint.Authority} closed the connection instead of answering {request}"
            ),
            _ => Lost(),
        };

        ApiAttempt.Failed Lost() =>
            Final(ProxmoxErrors.OutcomeUnknown, $"{endpoint.Authority} closed the connection instead of answering {request}", words);

        ApiAttempt.Failed Final(ErrorCode code, string message, string remote) =>
            new(new(code, message, cause) { Remote = remote }, ApiAttempt.Never);

        ApiAttempt.Failed Again(ErrorCode code, string message) => new(new(code, message, cause) { Remote = words }, ApiAttempt.Often);
    }

    private static T? Find<T>(Exception error)
        where T : Exception
    {
        for (var inner = error; inner is not null; inner = inner.InnerException)
        {
            if (inner is T found)
            {
                return found;
            }
        }

        return null;
    }

    private static Exception Innermost(Exception error) => Find<SocketException>(error) ?? error.GetBaseException();
}
