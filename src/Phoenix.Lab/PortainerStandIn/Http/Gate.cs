using Microsoft.AspNetCore.Http;
using Phoenix.Lab.PortainerStandIn.Records;

namespace Phoenix.Lab.PortainerStandIn.Http;

/// <summary>Who gets in: locked instances, sessions and keys, forged requests, too many log-ins.</summary>
internal sealed class Gate(StandInStore store, Sessions sessions, LogInLimit limit, TimeProvider time)
{
    private static readonly TimeSpan SetUpTime = TimeSpan.FromMinutes(5);

    private readonly DateTimeOffset started = time.GetUtcNow();

    /// <summary>True when the handler may run; false when the answer is already given.</summary>
    public async Task<bool> AdmitAsync(StandInRoute route, StandInCall call)
    {
        var path = call.Context.Request.Path.Value!;
        if (IsLocked() && path != "/" && path != "/api/status")
        {
            call.Context.Response.Headers["redirect-reason"] = "AdminInitTimeout";
            throw new StandInRefusal(StatusCodes.Status303SeeOther, "Administrator initialization timeout");
        }

        if (await IsForgedAsync(call))
        {
            return false;
        }

        if (route.Admission is Admission.PublicLimited or Admission.AdministratorLimited)
        {
            limit.Count(call.Context.Connection.RemoteIpAddress?.ToString() ?? "");
        }

        if (route.Admission is Admission.Administrator or Admission.AdministratorLimited)
        {
            Identify(call);
        }

        return true;
    }

    /// <summary>Whether the caller came with a session; keys may not make keys.</summary>
    public static bool HasSession(StandInCall call) => call.Context.Request.Headers["X-API-Key"].Count == 0;

    private bool IsLocked() => store.Read(data => data.Administrator) is null && time.GetUtcNow() - started > SetUpTime;

    private void Identify(StandInCall call)
    {
        var headers = call.Context.Request.Headers;
        var key = headers["X-API-Key"].ToString();
        var authorization = headers.Authorization.ToString();
        if (key.Length > 0 && authorization.Length > 0)
        {
            throw new StandInRefusal(StatusCodes.Status403Forbidden, "api key and auth header are not allowed at the same time");
        }

        var token = authorization.Length > 0 ? authorization : call.Query("token").FirstOrDefault() ?? "";
        if (token.Length == 0)
        {
            token = call.Context.Request.Cookies[Sessions.Cookie] ?? "";
        }

        if (key.Length == 0 && token.Length == 0)
        {
            throw new StandInRefusal(StatusCodes.Status401Unauthorized, "A valid authorization token is missing", "Unauthorized");
        }

        // The scheme is exactly "Bearer"; anything else is taken for a token that is not valid.
        var accepted =
            key.Length > 0
                ? store.AcceptsKey(key, time.GetUtcNow())
                : sessions.Accepts(token.StartsWith("Bearer ", StringComparison.Ordinal) ? token[7..] : token);
        if (!accepted)
        {
            throw new StandInRefusal(StatusCodes.Status401Unauthorized, "Invalid JWT token", "Unauthorized");
        }
    }

    // A browser's cookie makes a writing request ask for its CSRF token, even when a key or a bearer token came along.
    private static async Task<bool> IsForgedAsync(StandInCall call)
    {
        var request = call.Context.Request;
        if (!request.Cookies.ContainsKey(Sessions.Cookie) || HttpMethods.IsGet(request.Method) || request.Headers["X-CSRF-Token"].Count > 0)
        {
            return false;
        }

        await call.TextAsync(StatusCodes.Status403Forbidden, "Forbidden - CSRF token not found in request\n");
        return true;
    }
}
