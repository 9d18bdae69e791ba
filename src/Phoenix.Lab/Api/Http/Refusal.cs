namespace Phoenix.Lab.Api.Http;

/// <summary>A refusal of the HTTP layer itself, before any API method: its text is plain, not JSON, and the connection closes.</summary>
internal sealed class Refusal(int status, string reason, string body) : Exception(reason)
{
    /// <summary>The HTTP status.</summary>
    public int Status { get; } = status;

    /// <summary>The body; empty for refused authentication.</summary>
    public string Body { get; } = body;

    /// <summary>No valid ticket or token: empty body, after a delay.</summary>
    public static Refusal Unauthorized(string reason) => new(401, reason, "");

    /// <summary>Something the HTTP layer does not do, in its own words.</summary>
    public static Refusal Text(int status, string reason) => new(status, reason, reason);
}
