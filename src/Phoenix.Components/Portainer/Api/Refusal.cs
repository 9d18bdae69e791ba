using System.Net;
using System.Text.Json;
using Phoenix.Topology;

namespace Phoenix.Components.Portainer.Api;

/// <summary>Reads what Portainer says when it refuses: status codes are crude (nearly every failure is a 500), so the words decide.</summary>
internal static class Refusal
{
    public static ErrorCode CodeOf(PortainerReply reply) =>
        reply.Status switch
        {
            HttpStatusCode.SeeOther => PortainerErrors.Locked,
            HttpStatusCode.BadGateway => PortainerErrors.AgentUnreachable,
            HttpStatusCode.Unauthorized => PortainerErrors.NotInitialised,
            HttpStatusCode.UnprocessableEntity => PortainerErrors.NotAdmitted,
            HttpStatusCode.Forbidden when reply.Says("invalid request signature") => PortainerErrors.AgentRefuses,
            HttpStatusCode.Forbidden when reply.Says("access denied to resource") => PortainerErrors.Banned,
            _ when reply.Says("already paired") => PortainerErrors.AgentRefuses,
            _ when reply.Says("unable to get environment type") => PortainerErrors.AgentUnreachable,
            < HttpStatusCode.InternalServerError => PortainerErrors.Refused,
            _ => PortainerErrors.Failed,
        };

    public static string WordsOf(HttpStatusCode status, string body)
    {
        if (string.IsNullOrWhiteSpace(body))
        {
            return $"{(int)status} without a word";
        }

        return TryReadJson(body) ?? body.Trim();
    }

    private static string? TryReadJson(string body)
    {
        try
        {
            var words = JsonSerializer.Deserialize(body, PortainerJson.Default.RefusalWords);
            return (words?.Message, words?.Details) switch
            {
                (null, null) => null,
                ({ } message, null) => message.Trim(),
                (null, { } details) => details.Trim(),
                ({ } message, { } details) when string.Equals(message, details, StringComparison.OrdinalIgnoreCase) => message.Trim(),
                ({ } message, { } details) => $"{message.Trim()}: {details.Trim()}",
            };
        }
        catch (JsonException)
        {
            return null;
        }
    }
}

/// <summary>An error's body: Portainer gives both, the Docker engine behind it only the message.</summary>
internal sealed record RefusalWords(string? Message, string? Details);
