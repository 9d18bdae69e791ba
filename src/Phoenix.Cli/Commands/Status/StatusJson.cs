using System.Text.Json;
using Phoenix.Cli.Sessions;
using Phoenix.Cli.Views;
using Phoenix.Topology;

namespace Phoenix.Cli.Commands;

/// <summary>A status for programs.</summary>
internal static class StatusJson
{
    /// <summary>The properties of the document.</summary>
    public static void Write(Utf8JsonWriter json, Platform platform, string where, PlatformStatus status)
    {
        json.WriteString("platform", platform.Name);
        json.WriteString("domain", platform.Domain);
        json.WriteString("where", where);
        json.WriteBoolean("healthy", status.IsHealthy);
        json.WriteString("published", status.Published);
        json.WriteStartArray("guests");
        foreach (var guest in status.Guests)
        {
            Guest(json, platform.GuestNamed(guest.Name), guest);
        }

        json.WriteEndArray();
        json.WriteStartArray("stacks");
        foreach (var stack in status.Stacks)
        {
            StackRow.WriteJson(json, stack);
        }

        json.WriteEndArray();
        json.WriteStartArray("routes");
        foreach (var route in status.Routes)
        {
            Route(json, route);
        }

        json.WriteEndArray();
    }

    private static void Guest(Utf8JsonWriter json, Guest declared, GuestStatus guest)
    {
        json.WriteStartObject();
        json.WriteString("name", guest.Name);
        json.WriteNumber("id", declared.Id);
        json.WriteString("kind", GuestWords.KindName(declared.Kind));
        json.WriteString("address", declared.Address.ToString());
        json.WriteString("role", GuestWords.RoleName(declared.Role));
        json.WriteString("software", guest.Software);
        json.WriteString("state", guest.State.ToString().ToLowerInvariant());
        json.WriteString("summary", guest.Summary);
        if (guest.Up is { } up)
        {
            json.WriteNumber("upSeconds", Math.Round(up.TotalSeconds));
        }

        json.WriteEndObject();
    }

    private static void Route(Utf8JsonWriter json, RouteStatus route)
    {
        json.WriteStartObject();
        json.WriteString("url", route.Url);
        json.WriteBoolean("healthy", route.IsHealthy);
        if (route.StatusCode is { } code)
        {
            json.WriteNumber("status", code);
        }

        json.WriteNumber("milliseconds", Math.Round(route.Duration.TotalMilliseconds, 1));
        if (route.Problem is { } problem)
        {
            json.WriteString("problem", problem);
        }

        json.WriteEndObject();
    }
}
