using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;
using Phoenix.Lab.Api.Http;

namespace Phoenix.Lab.Api.Access;

/// <summary>Finds out who makes a request, or refuses it with the words of the real node.</summary>
internal sealed class AccessGate(TokenStore tokens, TicketMint tickets, TimeProvider time)
{
    private const string BadTicket = "permission denied - invalid PVE ticket";

    /// <summary>The caller of a request. A cookie goes before a token when both are sent.</summary>
    public Caller Admit(HttpRequest request)
    {
        var authorization = request.Headers.Authorization.ToString();
        if (Ticket(request, authorization) is { } ticket)
        {
            var user = tickets.UserOf(ticket) ?? throw Refusal.Unauthorized(BadTicket);
            if (request.Method != "GET" && !tickets.IsCrossSiteToken(request.Headers["CSRFPreventionToken"].ToString(), user))
            {
                throw Refusal.Unauthorized("Permission denied - invalid csrf token");
            }
            return new Caller(user, null);
        }
        const string Scheme = "PVEAPIToken";
        if (
            authorization.Length > Scheme.Length
            && authorization.StartsWith(Scheme, StringComparison.Ordinal)
            && authorization[Scheme.Length] is '=' or ' '
        )
        {
            return AdmitToken(authorization[(Scheme.Length + 1)..]);
        }
        throw Refusal.Unauthorized("No ticket");
    }

    private Caller AdmitToken(string credentials)
    {
        var equals = credentials.IndexOf('=', StringComparison.Ordinal);
        var name = equals < 0 ? credentials : credentials[..equals];
        if (equals < 0 || name.Split('!') is not [var user, var id])
        {
            throw Refusal.Unauthorized("no tokenid specified");
        }
        if (user != "root@pam")
        {
            throw Refusal.Unauthorized($"no such user ('{user}')");
        }
        var token = tokens.Find(user, id) ?? throw Refusal.Unauthorized($"no such token '{id}' for user '{user}'");
        if (token.Expire != 0 && token.Expire < time.GetUtcNow().ToUnixTimeSeconds())
        {
            throw Refusal.Unauthorized($"token '{id}' access expired");
        }
        var sent = Encoding.UTF8.GetBytes(credentials[(equals + 1)..]);
        return CryptographicOperations.FixedTimeEquals(sent, Encoding.UTF8.GetBytes(token.Secret))
            ? new Caller(user, id)
            : throw Refusal.Unauthorized("invalid token value!");
    }

    private static string? Ticket(HttpRequest request, string authorization)
    {
        const string Name = "PVEAuthCookie=";
        var cookies = request.Headers.Cookie.ToString().Split(';').Append(authorization);
        var cookie = cookies
            .Select(static text => text.Trim())
            .FirstOrDefault(static text => text.StartsWith(Name, StringComparison.Ordinal));
        return cookie is null ? null : FormBody.Decode(cookie[Name.Length..], plusIsSpace: false);
    }
}
