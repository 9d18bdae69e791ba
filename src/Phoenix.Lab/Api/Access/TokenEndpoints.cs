using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Phoenix.Lab.Api.Http;
using Phoenix.Lab.Api.Parameters;

namespace Phoenix.Lab.Api.Access;

/// <summary>The tokens of root.</summary>
internal sealed partial class TokenEndpoints(TokenStore tokens)
{
    private static readonly Parameter User = Parameter.Text("userid", Formats.UserId, 64).Must();
    private static readonly Parameter Id = Parameter.Text("tokenid").Must() with { Pattern = TokenName };
    private static readonly Parameter Comment = Parameter.Text("comment");
    private static readonly Parameter Expire = Parameter.Integer("expire", 0);
    private static readonly Parameter Separated = Parameter.Flag("privsep");

    /// <summary>The methods.</summary>
    public IEnumerable<Endpoint> All()
    {
        const string One = "/access/users/{userid}/token/{tokenid}";
        var settings = new ParameterSet(User, Id, Comment, Expire, Separated);
        yield return new("GET", "/access/users/{userid}/token", new ParameterSet(User), (call, _) => new(List(call)));
        yield return new("GET", One, new ParameterSet(User, Id), (call, _) => new(new ApiResult(Row(Known(call)))));
        yield return new("POST", One, settings, (call, _) => new(Create(call)));
        yield return new("PUT", One, settings, (call, _) => new(Change(call)));
        yield return new("DELETE", One, new ParameterSet(User, Id), (call, _) => new(Delete(call)));
    }

    private ApiResult List(ApiCall call)
    {
        var user = UserOf(call);
        var rows = tokens
            .All.Where(token => token.User == user)
            .Select(static token =>
            {
                var row = Row(token);
                row["tokenid"] = token.Id;
                return (JsonNode)row;
            });
        return new ApiResult(new JsonArray([.. rows]));
    }

    private ApiResult Create(ApiCall call)
    {
        var (user, id) = (UserOf(call), call.Text("tokenid"));
        if (tokens.Find(user, id) is not null)
        {
            throw ApiFailure.Parameter("tokenid", "Token already exists.");
        }
        var token = new Token(user, id, Guid.NewGuid().ToString())
        {
            Comment = call.Find("comment"),
            Expire = call.Integer("expire", 0),
            Separated = !call.Has("privsep") || call.Flag("privsep"),
        };
        tokens.Put(token);
        // Text as it was sent, and a number for the default: so does the real node.
        var info = new JsonObject { ["privsep"] = call.Find("privsep") is { } sent ? JsonValue.Create(sent) : JsonValue.Create(1) };
        foreach (var name in new[] { "comment", "expire" })
        {
            if (call.Find(name) is { } value)
            {
                info[name] = value;
            }
        }
        return new ApiResult(
            new JsonObject
            {
                ["full-tokenid"] = token.FullId,
                ["value"] = token.Secret,
                ["info"] = info,
            }
        );
    }

    private ApiResult Change(ApiCall call)
    {
        var token = Known(call);
        token = token with
        {
            Comment = call.Find("comment") ?? token.Comment,
            Expire = call.Integer("expire", token.Expire),
            Separated = call.Has("privsep") ? call.Flag("privsep") : token.Separated,
        };
        tokens.Put(token);
        return new ApiResult(Row(token));
    }

    private ApiResult Delete(ApiCall call)
    {
        tokens.Remove(Known(call));
        return ApiResult.Nothing;
    }

    private Token Known(ApiCall call)
    {
        var (user, id) = (UserOf(call), call.Text("tokenid"));
        return tokens.Find(user, id) ?? throw ApiFailure.Run($"no such token '{id}' for user '{user}'");
    }

    private static string UserOf(ApiCall call) =>
        call.Text("userid") is "root@pam" and var user ? user : throw ApiFailure.Run($"no such user ('{call.Text("userid")}')");

    private static JsonObject Row(Token token)
    {
        var row = new JsonObject { ["privsep"] = token.Separated ? 1 : 0, ["expire"] = token.Expire };
        if (token.Comment is { } comment)
        {
            row["comment"] = comment;
        }
        return row;
    }

    [GeneratedRegex(@"^[A-Za-z][A-Za-z0-9._-]+\z", RegexOptions.None, 1000)]
    private static partial Regex TokenName { get; }
}
