using System.Security.Cryptography;
using Microsoft.AspNetCore.Http;
using Phoenix.Lab.PortainerStandIn.Engines;

namespace Phoenix.Lab.AgentStandIn;

/// <summary>Whom the agent obeys. With a secret: whoever signs with it. Without: the first key it is sent after a start, even when that request's signature is wrong, as in the real agent.</summary>
internal sealed class AgentTrust(string secret)
{
    private readonly Lock door = new();
    private string? owner;

    /// <summary>Why a request is refused, or null.</summary>
    public (string Message, string Details)? Refuse(IHeaderDictionary headers)
    {
        var key = headers[AgentKey.PublicKeyHeader].ToString();
        var signature = headers[AgentKey.SignatureHeader].ToString();
        if (key.Length == 0 || signature.Length == 0)
        {
            return ("Missing request signature headers", "Unauthorized");
        }

        if (secret.Length == 0 && !Owns(key))
        {
            return ("Invalid request signature", "Unauthorized");
        }

        try
        {
            return AgentKey.Verify(key, signature, secret) ? null : ("Invalid request signature", "Unauthorized");
        }
        catch (Exception exception) when (exception is CryptographicException or FormatException)
        {
            return ("Invalid request signature", "Asn1: syntax error: truncated tag or length");
        }
    }

    private bool Owns(string key)
    {
        lock (door)
        {
            owner ??= key;
            return owner == key;
        }
    }
}
