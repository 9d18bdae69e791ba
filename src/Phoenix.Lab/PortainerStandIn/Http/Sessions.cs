using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;

namespace Phoenix.Lab.PortainerStandIn.Http;

/// <summary>Sessions as JWTs (HS256) whose secret lives as long as the process: a restart ends them all, as in Portainer.</summary>
internal sealed class Sessions(TimeProvider time)
{
    /// <summary>The cookie a log-in sets.</summary>
    public const string Cookie = "portainer_api_key";

    /// <summary>How long a session lasts.</summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromHours(8);

    private readonly byte[] secret = RandomNumberGenerator.GetBytes(32);

    public string Issue(string user)
    {
        var now = time.GetUtcNow().ToUnixTimeSeconds();
        var claims = new JsonObject
        {
            ["id"] = 1,
            ["username"] = user,
            ["role"] = 1,
            ["scope"] = "default",
            ["forceChangePassword"] = false,
            ["exp"] = now + (long)Lifetime.TotalSeconds,
            ["iat"] = now,
            ["jti"] = Guid.NewGuid().ToString(),
        };
        var signed = Encode("""{"alg":"HS256","typ":"JWT"}""") + "." + Encode(claims.ToJsonString());
        return signed + "." + Base64Url.EncodeToString(Sign(signed));
    }

    public bool Accepts(string token)
    {
        var parts = token.Split('.');
        if (parts.Length != 3 || !SignatureHolds(parts))
        {
            return false;
        }

        var claims = JsonNode.Parse(Base64Url.DecodeFromChars(parts[1]));
        return claims?["exp"]?.GetValue<long>() > time.GetUtcNow().ToUnixTimeSeconds();
    }

    private bool SignatureHolds(string[] parts)
    {
        try
        {
            return CryptographicOperations.FixedTimeEquals(Sign(parts[0] + "." + parts[1]), Base64Url.DecodeFromChars(parts[2]));
        }
        catch (FormatException)
        {
            return false;
        }
    }

    private byte[] Sign(string text) => HMACSHA256.HashData(secret, Encoding.ASCII.GetBytes(text));

    private static string Encode(string text) => Base64Url.EncodeToString(Encoding.UTF8.GetBytes(text));
}
