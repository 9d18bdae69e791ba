using System.Net;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Phoenix.Topology;

namespace Phoenix.Components.Portainer.Api;

/// <summary>An answer of Portainer, read whole. Errors are <c>{"message","details"}</c>, Docker's own <c>{"message"}</c>, plain text, or nothing at all.</summary>
internal sealed record PortainerReply(string Asked, HttpStatusCode Status, ReadOnlyMemory<byte> Bytes)
{
    /// <summary>The body as text.</summary>
    public string Body { get; } = Encoding.UTF8.GetString(Bytes.Span);

    public bool IsSuccess => (int)Status is >= 200 and < 300;

    /// <summary>Portainer's own words, of whatever shape; the status when it said nothing.</summary>
    public string Words => Refusal.WordsOf(Status, Body);

    /// <summary>Whether the words hold a text; Portainer changes the case of first letters between <c>message</c> and <c>details</c>.</summary>
    public bool Says(string text) => Body.Contains(text, StringComparison.OrdinalIgnoreCase);

    public T Read<T>(JsonTypeInfo<T> shape)
    {
        try
        {
            return JsonSerializer.Deserialize(Body, shape) ?? throw new JsonException("null");
        }
        catch (JsonException exception)
        {
            throw new PhoenixException(PortainerErrors.Unreadable, $"{Asked}: {exception.Message}", exception) { Remote = Shown(Body) };
        }
    }

    public PortainerReply OrThrow() => IsSuccess ? this : throw AsError();

    public PhoenixException AsError() => new(Refusal.CodeOf(this), $"{Asked} was answered with {(int)Status}") { Remote = Words };

    // What answers in Portainer's place says so in words. JSON is Portainer's own and may hold the variables of stacks, secrets among them.
    private static string Shown(string text) =>
        text.TrimStart() is ['{' or '[', ..] ? $"{text.Length} characters of JSON"
        : text.Length <= 400 ? text
        : text[..400] + "…";
}
