using Microsoft.AspNetCore.Http;

namespace Phoenix.Lab.PortainerStandIn.Http;

/// <summary>An error as Portainer words it: <c>{"message","details"}</c>, the details with their first letter in capitals.</summary>
internal sealed class StandInRefusal(int status, string message, string? details = null) : Exception(message)
{
    public int Status => status;

    public string Details { get; } = Capitalised(details ?? message);

    public static StandInRefusal Payload(string details) => new(StatusCodes.Status400BadRequest, "Invalid request payload", details);

    public static StandInRefusal NotFound(string message, string bucket, int key) =>
        new(StatusCodes.Status404NotFound, message, $"Object not found inside the database (bucket={bucket}, key={key})");

    private static string Capitalised(string text) => text.Length == 0 ? text : char.ToUpperInvariant(text[0]) + text[1..];
}
