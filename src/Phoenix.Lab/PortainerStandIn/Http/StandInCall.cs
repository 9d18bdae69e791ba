using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;

namespace Phoenix.Lab.PortainerStandIn.Http;

/// <summary>One request to the stand-in with the variables of its route.</summary>
internal sealed class StandInCall(HttpContext context, IReadOnlyDictionary<string, string> variables)
{
    private static readonly JsonNodeOptions AnyCase = new() { PropertyNameCaseInsensitive = true };

    public HttpContext Context => context;

    public CancellationToken Aborted => context.RequestAborted;

    public string Variable(string name) => variables[name];

    /// <summary>A number of the route; <paramref name="what"/> is Portainer's word for it, e.g. <c>stack</c>.</summary>
    public int Id(string what)
    {
        var text = variables["id"];
        return int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var id)
            ? id
            : throw new StandInRefusal(
                StatusCodes.Status400BadRequest,
                $"Invalid {what} identifier route variable",
                text.All(char.IsAsciiDigit)
                    ? $"strconv.Atoi: parsing \"{text}\": value out of range"
                    : $"strconv.Atoi: parsing \"{text}\": invalid syntax"
            );
    }

    /// <summary><c>endpointId</c> of the query; its name is case-sensitive.</summary>
    public int RequiredEndpointId() =>
        OptionalEndpointId()
        ?? throw new StandInRefusal(StatusCodes.Status400BadRequest, "Invalid query parameter: endpointId", "Missing query parameter");

    public int? OptionalEndpointId() =>
        int.TryParse(Query("endpointId").FirstOrDefault(), CultureInfo.InvariantCulture, out var id) ? id : null;

    /// <summary>All values of a query parameter, by its exact name (ASP.NET's own collection does not mind the case).</summary>
    public ImmutableArray<string> Query(string name) =>
        [
            .. (context.Request.QueryString.Value ?? "")
                .TrimStart('?')
                .Split('&', StringSplitOptions.RemoveEmptyEntries)
                .Select(pair => pair.Split('=', 2))
                .Where(pair => Decoded(pair[0]) == name)
                .Select(pair => pair.Length == 2 ? Decoded(pair[1]) : ""),
        ];

    /// <summary>The body as JSON, keys of any case; the content type is not looked at.</summary>
    public async Task<JsonObject> BodyAsync()
    {
        using var reader = new StreamReader(context.Request.Body);
        var text = await reader.ReadToEndAsync(Aborted);
        if (string.IsNullOrWhiteSpace(text))
        {
            throw StandInRefusal.Payload("EOF");
        }

        try
        {
            return JsonNode.Parse(text, AnyCase) as JsonObject ?? [];
        }
        catch (JsonException) when (text.TrimStart().StartsWith('{'))
        {
            throw StandInRefusal.Payload("unexpected EOF");
        }
        catch (JsonException)
        {
            throw StandInRefusal.Payload($"json: invalid character '{text[0]}' looking for beginning of value: {text}");
        }
    }

    public async Task JsonAsync(int status, JsonNode body)
    {
        var bytes = JsonSerializer.SerializeToUtf8Bytes(body, StandInJson.Default.JsonNode);
        context.Response.StatusCode = status;
        context.Response.ContentType = "application/json";
        context.Response.ContentLength = bytes.Length;
        await context.Response.Body.WriteAsync(bytes, Aborted);
    }

    public Task OkAsync(JsonNode body) => JsonAsync(StatusCodes.Status200OK, body);

    public Task NothingAsync()
    {
        context.Response.StatusCode = StatusCodes.Status204NoContent;
        return Task.CompletedTask;
    }

    public async Task TextAsync(int status, string text, string type = "text/plain; charset=utf-8")
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = type;
        await context.Response.WriteAsync(text, Aborted);
    }

    public Task RefuseAsync(StandInRefusal refusal) =>
        JsonAsync(refusal.Status, new JsonObject { ["message"] = refusal.Message, ["details"] = refusal.Details });

    private static string Decoded(string text) => Uri.UnescapeDataString(text.Replace('+', ' '));
}
