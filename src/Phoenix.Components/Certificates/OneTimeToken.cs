using System.Buffers.Text;
using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;

namespace Phoenix.Components.Certificates;

/// <summary>A JSON Web Token (ES256) that lets the CA sign one request for these names, once.</summary>
public static class OneTimeToken
{
    private static readonly TimeSpan Life = TimeSpan.FromMinutes(5);

    /// <summary>A new token. The CA refuses one whose <c>iat</c> lies before its own start: mint it right before it is used.</summary>
    /// <param name="key">The provisioner's key.</param>
    /// <param name="issuer">The provisioner's name.</param>
    /// <param name="audience">The CA's signing address, <c>https://NAME/1.0/sign</c>.</param>
    /// <param name="subject">The request's common name.</param>
    /// <param name="names">All DNS names and addresses of the request.</param>
    /// <param name="now">The time.</param>
    public static string Mint(
        ProvisionerKey key,
        string issuer,
        string audience,
        string subject,
        ImmutableArray<string> names,
        DateTimeOffset now
    )
    {
        var header = new JsonObject
        {
            ["alg"] = "ES256",
            ["kid"] = key.Id,
            ["typ"] = "JWT",
        };
        var seconds = now.ToUnixTimeSeconds();
        var claims = new JsonObject
        {
            ["iss"] = issuer,
            ["sub"] = subject,
            ["aud"] = audience,
            ["sans"] = new JsonArray([.. names.Select(name => (JsonNode)JsonValue.Create(name))]),
            ["iat"] = seconds,
            ["nbf"] = seconds,
            ["exp"] = seconds + (long)Life.TotalSeconds,
            ["jti"] = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16)),
        };
        var signed = $"{Encoded(header)}.{Encoded(claims)}";
        return $"{signed}.{Base64Url.EncodeToString(key.Sign(signed))}";
    }

    private static string Encoded(JsonObject part) => Base64Url.EncodeToString(Encoding.UTF8.GetBytes(part.ToJsonString()));
}
