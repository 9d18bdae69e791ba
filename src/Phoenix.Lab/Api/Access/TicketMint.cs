using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Phoenix.Lab.Api.Access;

/// <summary>Makes and checks tickets and the tokens against cross-site requests. A ticket lives two hours; clocks may differ by five minutes.</summary>
internal sealed class TicketMint(byte[] key, TimeProvider time)
{
    private static readonly TimeSpan Life = TimeSpan.FromHours(2);
    private static readonly TimeSpan Skew = TimeSpan.FromMinutes(5);

    /// <summary>A ticket: <c>PVE:user@realm:HEXTIME::signature</c>.</summary>
    public string Ticket(string user)
    {
        var plain = $"PVE:{user}:{Stamp()}";
        return $"{plain}::{Sign(plain)}";
    }

    /// <summary>The token that a ticket needs for every request but GET.</summary>
    public string CrossSiteToken(string user)
    {
        var stamp = Stamp();
        return $"{stamp}:{Sign($"csrf:{stamp}:{user}")}";
    }

    /// <summary>The user of a ticket, or null when it is not one of this node or its time is over.</summary>
    public string? UserOf(string ticket)
    {
        var end = ticket.IndexOf("::", StringComparison.Ordinal);
        if (end < 0)
        {
            return null;
        }
        var plain = ticket[..end];
        return plain.Split(':') is ["PVE", var user, var stamp] && IsSigned(plain, ticket[(end + 2)..]) && IsFresh(stamp) ? user : null;
    }

    /// <summary>Whether the token belongs to the user and is fresh.</summary>
    public bool IsCrossSiteToken(string token, string user) =>
        token.Split(':', 2) is [var stamp, var signature] && IsSigned($"csrf:{stamp}:{user}", signature) && IsFresh(stamp);

    private string Stamp() => time.GetUtcNow().ToUnixTimeSeconds().ToString("X8", CultureInfo.InvariantCulture);

    private string Sign(string plain) => Convert.ToBase64String(HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(plain)));

    private bool IsSigned(string plain, string signature) =>
        CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(Sign(plain)), Encoding.UTF8.GetBytes(signature));

    private bool IsFresh(string stamp)
    {
        if (!long.TryParse(stamp, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var seconds))
        {
            return false;
        }
        var age = time.GetUtcNow() - DateTimeOffset.FromUnixTimeSeconds(seconds);
        return age < Life && age > -Skew;
    }
}
