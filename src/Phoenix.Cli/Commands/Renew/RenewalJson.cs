using System.Collections.Immutable;
using System.Text.Json;
using Phoenix.Cli.Sessions;
using Phoenix.Cli.Views;

namespace Phoenix.Cli.Commands;

/// <summary>Renewals for programs.</summary>
internal static class RenewalJson
{
    /// <summary>The properties of the result.</summary>
    public static void Write(Utf8JsonWriter json, ImmutableArray<RenewalOutcome> outcomes)
    {
        json.WriteString("type", "result");
        json.WriteNumber("changed", outcomes.Count(outcome => outcome is { Renewed: true, Error: null }));
        json.WriteNumber("failed", outcomes.Count(outcome => outcome.Error is not null));
        json.WriteStartArray("certificates");
        foreach (var outcome in outcomes)
        {
            json.WriteStartObject();
            json.WriteString("guest", outcome.Guest);
            json.WriteString("serial", outcome.Serial);
            json.WriteString("notAfter", outcome.NotAfter);
            json.WriteBoolean("renewed", outcome.Renewed);
            if (outcome.Error is { } error)
            {
                ErrorView.WriteJson(json, error);
            }

            json.WriteEndObject();
        }

        json.WriteEndArray();
    }
}
