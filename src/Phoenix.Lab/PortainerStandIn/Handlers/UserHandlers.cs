using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Phoenix.Lab.PortainerStandIn.Http;
using Phoenix.Lab.PortainerStandIn.Records;

namespace Phoenix.Lab.PortainerStandIn.Handlers;

/// <summary>The administrator, log-ins and API keys.</summary>
internal sealed class UserHandlers(StandInStore store, Sessions sessions, TimeProvider time)
{
    private const int ShortestPassword = 12;

    public ImmutableArray<StandInRoute> Routes() =>
        [
            new("GET", "/api/users/admin/check", Admission.Public, CheckAsync),
            new("POST", "/api/users/admin/init", Admission.Public, InitialiseAsync),
            new("POST", "/api/auth", Admission.PublicLimited, LogInAsync),
            new("GET", "/api/users/me", Admission.Administrator, MeAsync),
            new("GET", "/api/users/{id}/tokens", Admission.Administrator, ListKeysAsync),
            new("POST", "/api/users/{id}/tokens", Admission.AdministratorLimited, CreateKeyAsync),
            new("DELETE", "/api/users/{id}/tokens/{key}", Admission.Administrator, DeleteKeyAsync),
        ];

    private Task CheckAsync(StandInCall call) =>
        store.Read(data => data.Administrator) is null
            ? throw new StandInRefusal(
                StatusCodes.Status404NotFound,
                "No administrator account found inside the database",
                "Object not found inside the database"
            )
            : call.NothingAsync();

    private async Task InitialiseAsync(StandInCall call)
    {
        var body = await call.BodyAsync();
        var username = body.Text("Username");
        if (username.Length == 0 || username.Any(char.IsWhiteSpace))
        {
            throw StandInRefusal.Payload("Invalid username. Must not contain any whitespace");
        }

        if (body.Text("Password") is not { Length: > 0 } password)
        {
            throw StandInRefusal.Payload("Invalid password");
        }

        if (store.Read(data => data.Administrator) is not null)
        {
            throw new StandInRefusal(
                StatusCodes.Status409Conflict,
                "Unable to create administrator user",
                "An administrator user already exists"
            );
        }

        if (password.Length < ShortestPassword)
        {
            throw new StandInRefusal(StatusCodes.Status400BadRequest, "Password does not meet the requirements");
        }

        var administrator = Passwords.Hash(username, password);
        store.Change(data => data with { Administrator = administrator });
        var document = Documents.User(username);
        document.Insert(2, "Password", administrator.PasswordHash);
        await call.OkAsync(document);
    }

    private async Task LogInAsync(StandInCall call)
    {
        var body = await call.BodyAsync();
        var username = body.Text("Username") is { Length: > 0 } name ? name : throw StandInRefusal.Payload("Invalid username");
        var password = body.Text("Password") is { Length: > 0 } word ? word : throw StandInRefusal.Payload("Invalid password");
        var administrator = store.Read(data => data.Administrator);
        if (administrator is null || administrator.Username != username || !Passwords.Matches(administrator, password))
        {
            throw new StandInRefusal(StatusCodes.Status422UnprocessableEntity, "Invalid credentials", "Unauthorized");
        }

        var token = sessions.Issue(username);
        call.Context.Response.Cookies.Append(
            Sessions.Cookie,
            token,
            new CookieOptions
            {
                HttpOnly = true,
                SameSite = SameSiteMode.Strict,
                Path = "/",
                Expires = time.GetUtcNow() + Sessions.Lifetime,
            }
        );
        await call.OkAsync(new JsonObject { ["jwt"] = token });
    }

    private Task MeAsync(StandInCall call)
    {
        var document = Documents.User(Administrator().Username);
        document["forceChangePassword"] = false;
        return call.OkAsync(document);
    }

    private Task ListKeysAsync(StandInCall call)
    {
        RequireSelf(call, "Permission denied to get user access tokens");
        return call.OkAsync(new JsonArray([.. store.Read(data => data.ApiKeys).Select(key => (JsonNode)Documents.Of(key))]));
    }

    private async Task CreateKeyAsync(StandInCall call)
    {
        if (!Gate.HasSession(call))
        {
            throw new StandInRefusal(StatusCodes.Status401Unauthorized, "Auth not supported", "Authentication required");
        }

        var body = await call.BodyAsync();
        var password = body.Text("password") is { Length: > 0 } word
            ? word
            : throw StandInRefusal.Payload("Invalid password: cannot be empty");
        var description = body.Text("description") is { Length: > 0 } text
            ? text
            : throw StandInRefusal.Payload("Invalid description: cannot be empty");
        RequireSelf(call, "Permission denied to create user access token");
        if (!Passwords.Matches(Administrator(), password))
        {
            throw new StandInRefusal(
                StatusCodes.Status403Forbidden,
                "Current password doesn't match",
                "Current password does not match the password provided. Please try again"
            );
        }

        var raw = "ptr_" + Convert.ToBase64String(RandomNumberGenerator.GetBytes(32));
        var data = store.Change(data =>
            data with
            {
                LastApiKeyId = data.LastApiKeyId + 1,
                ApiKeys = data.ApiKeys.Add(
                    new ApiKeyEntry(
                        data.LastApiKeyId + 1,
                        description,
                        raw[..7],
                        StandInStore.DigestOf(raw),
                        time.GetUtcNow().ToUnixTimeSeconds()
                    )
                ),
            }
        );
        var document = Documents.Of(data.ApiKeys[^1]);
        document["digest"] = data.ApiKeys[^1].Digest;
        await call.JsonAsync(StatusCodes.Status201Created, new JsonObject { ["rawAPIKey"] = raw, ["apiKey"] = document });
    }

    private Task DeleteKeyAsync(StandInCall call)
    {
        RequireSelf(call, "Permission denied to delete user access token");
        var id = int.TryParse(call.Variable("key"), out var number) ? number : 0;
        if (store.Read(data => data.ApiKeys).FirstOrDefault(key => key.Id == id) is not { } entry)
        {
            // Portainer says 500 here.
            throw new StandInRefusal(
                StatusCodes.Status500InternalServerError,
                "API Key not found",
                $"Object not found inside the database (bucket=api_key, key={id})"
            );
        }

        store.Change(data => data with { ApiKeys = data.ApiKeys.RemoveAll(key => key.Id == entry.Id) });
        return call.NothingAsync();
    }

    private static void RequireSelf(StandInCall call, string refusal)
    {
        if (call.Id("user") != 1)
        {
            throw new StandInRefusal(StatusCodes.Status403Forbidden, refusal, "Unauthorized");
        }
    }

    private AdministratorEntry Administrator() => store.Read(data => data.Administrator)!;
}
