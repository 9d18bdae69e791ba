using System.Collections.Immutable;
using System.Text.Json;
using Phoenix.Cli.Invocations;
using Phoenix.Cli.Sessions;
using Phoenix.Cli.Views;
using Phoenix.Engine;

namespace Phoenix.Cli.Commands;

/// <summary>Renewals for programs.</summary>
internal static class RenewalJson
{
    /// <summary>The properties of the result.</summary>
    public static void Write(Utf8JsonWriter json, RunResult result, ImmutableArray<RenewalOutcome> outcomes)
    {
        ResultJson.Write(json, result, ExitCodes.Of(result));
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
