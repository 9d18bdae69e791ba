using System.Collections.Immutable;
using Phoenix.Lab.Api.Http;
using Phoenix.Lab.Api.Parameters;

namespace Phoenix.Lab.Api.Tasks;

/// <summary>The filters of the task list.</summary>
internal static class TaskFilter
{
    /// <summary>What the list takes.</summary>
    public static ParameterSet Parameters { get; } =
        new(
            Parameter.Text("node", Formats.Node).Must(),
            Parameter.Integer("start", 0),
            Parameter.Integer("limit", 0),
            Parameter.Text("userfilter"),
            Parameter.Text("typefilter"),
            Parameter.Integer("vmid", 100, 999_999_999) with
            {
                Format = Formats.Vmid,
            },
            Parameter.Flag("errors"),
            Parameter.Choice("source", "archive", "active", "all"),
            Parameter.Integer("since"),
            Parameter.Integer("until"),
            Parameter.Text("statusfilter", Formats.ListOf(StatusType))
        );

    /// <summary>The matching tasks, newest first.</summary>
    public static IEnumerable<NodeTask> Apply(ApiCall call, ImmutableArray<NodeTask> tasks)
    {
        var states = Formats.Items(call.Find("statusfilter") ?? "").ToImmutableArray();
        return tasks
            .Reverse()
            .Where(task =>
                (call.Find("source") ?? "archive") switch
                {
                    "active" => task.ExitStatus is null,
                    "archive" => task.ExitStatus is not null,
                    _ => true,
                }
            )
            .Where(task => call.Find("userfilter") is not { } user || User(task).Contains(user, StringComparison.OrdinalIgnoreCase))
            .Where(task => call.Find("typefilter") is not { } type || task.Upid.Type == type)
            .Where(task => call.Find("vmid") is not { } vmid || task.Upid.Id == vmid)
            .Where(task => !call.Flag("errors") || StateOf(task) is not ("ok" or null))
            .Where(task => call.Find("since") is not { } since || task.Upid.StartTime >= long.Parse(since))
            .Where(task => call.Find("until") is not { } until || task.Upid.StartTime <= long.Parse(until))
            .Where(task => states.IsEmpty || (StateOf(task) is { } state && states.Contains(state)));
    }

    private static string User(NodeTask task) => task.Upid.User.Split('!')[0];

    private static string? StateOf(NodeTask task) =>
        task.ExitStatus switch
        {
            null => null,
            "OK" => "ok",
            "unexpected status" => "unknown",
            var status when status.StartsWith("WARNINGS:", StringComparison.Ordinal) => "warning",
            _ => "error",
        };

    private static string? StatusType(string path, string value) =>
        value is "ok" or "error" or "warning" or "unknown" ? null : $"invalid status '{value}'";
}
