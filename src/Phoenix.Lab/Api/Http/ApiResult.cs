using System.Text.Json.Nodes;

namespace Phoenix.Lab.Api.Http;

/// <summary>What a method answers.</summary>
/// <param name="Data">The value of <c>data</c>; null is sent as JSON null.</param>
internal sealed record ApiResult(JsonNode? Data)
{
    /// <summary>The answer of methods that only act.</summary>
    public static ApiResult Nothing { get; } = new((JsonNode?)null);

    /// <summary><c>total</c>, which lists and logs send beside data.</summary>
    public int? Total { get; init; }

    /// <summary>Sends text as <c>text/plain</c> in place of JSON.</summary>
    public string? PlainText { get; init; }

    /// <summary>A text answer, e.g. a task id.</summary>
    public static ApiResult Of(string text) => new(JsonValue.Create(text));
}
