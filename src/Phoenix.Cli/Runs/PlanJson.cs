using System.Text.Json;
using Phoenix.Cli.Views;
using Phoenix.Engine;

namespace Phoenix.Cli.Runs;

/// <summary>A plan for programs.</summary>
internal static class PlanJson
{
    /// <summary>The properties of the line <c>plan</c>.</summary>
    public static void Write(Utf8JsonWriter json, Plan plan, string platform, string where)
    {
        json.WriteString("platform", platform);
        json.WriteString("where", where);
        json.WriteNumber("resources", plan.Declared.Length);
        json.WriteNumber("create", plan.ToCreate);
        json.WriteNumber("change", plan.ToChange);
        json.WriteNumber("remove", plan.ToRemove);
        json.WriteNumber("seconds", Math.Round(plan.Duration.TotalSeconds, 3));
        json.WriteStartArray("changes");
        foreach (var planned in plan.Changes)
        {
            Changed(json, planned);
        }

        json.WriteEndArray();
        json.WriteStartArray("failures");
        foreach (var planned in plan.Failures)
        {
            json.WriteStartObject();
            json.WriteString("resource", planned.Id.ToString());
            ErrorView.WriteJson(json, planned.Failure!);
            json.WriteEndObject();
        }

        foreach (var search in plan.FailedSearches)
        {
            json.WriteStartObject();
            json.WriteString("resource", search.Id.ToString());
            ErrorView.WriteJson(json, search.Error);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void Changed(Utf8JsonWriter json, PlannedResource planned)
    {
        json.WriteStartObject();
        json.WriteString("resource", planned.Id.ToString());
        json.WriteString("change", Words.NameOf(planned.Change.Kind));
        json.WriteString("title", planned.Resource.Title);
        if (planned.Change.Reason is { } reason)
        {
            json.WriteString("reason", reason);
        }

        json.WriteBoolean("destructive", planned.IsDestructive);
        json.WriteStartArray("fields");
        foreach (var field in planned.Change.Fields)
        {
            json.WriteStartObject();
            json.WriteString("path", field.Path);
            json.WriteString("live", field.Live);
            json.WriteString("declared", field.Declared);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }
}
