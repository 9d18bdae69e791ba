using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Phoenix.Lab.Api.Http;
using Phoenix.Lab.Api.Parameters;

namespace Phoenix.Lab.Api.Tasks;

/// <summary>The task list, and a task's state, log and end.</summary>
internal sealed class TaskEndpoints(TaskRunner tasks, TimeProvider time)
{
    private static readonly Parameter Node = Parameter.Text("node", Formats.Node).Must();
    private static readonly Parameter Id = Parameter.Text("upid").Must();

    /// <summary>The methods.</summary>
    public IEnumerable<Endpoint> All() =>
        [
            new("GET", "/nodes/{node}/tasks", TaskFilter.Parameters, (call, _) => new(List(call))),
            new("GET", "/nodes/{node}/tasks/{upid}", new ParameterSet(Node, Id), (_, _) => new(Index())),
            new("GET", "/nodes/{node}/tasks/{upid}/status", new ParameterSet(Node, Id), (call, _) => new(Status(call))),
            new(
                "GET",
                "/nodes/{node}/tasks/{upid}/log",
                new ParameterSet(Node, Id, Parameter.Integer("start", 0), Parameter.Integer("limit", 0), Parameter.Flag("download")),
                (call, _) => new(Log(call))
            ),
            new("DELETE", "/nodes/{node}/tasks/{upid}", new ParameterSet(Node, Id), StopAsync),
            new("GET", "/cluster/tasks", new ParameterSet(), (_, _) => new(Recent())),
        ];

    private ApiResult List(ApiCall call)
    {
        var matching = TaskFilter.Apply(call, tasks.All).ToImmutableArray();
        var limit = (int)call.Integer("limit", 50);
        var rows = matching
            .Skip((int)call.Integer("start", 0))
            .Take(limit)
            .Select(task => (JsonNode)TaskRow.Of(task, call.Find("source") ?? "archive"));
        // The real node leaves total out when nothing matches.
        return new ApiResult(new JsonArray([.. rows])) { Total = matching.IsEmpty ? null : matching.Length };
    }

    private ApiResult Recent() =>
        new(new JsonArray([.. tasks.All.Reverse().Take(25).Select(static task => (JsonNode)TaskRow.OfCluster(task))]));

    private static ApiResult Index() => new(new JsonArray(new JsonObject { ["name"] = "log" }, new JsonObject { ["name"] = "status" }));

    private ApiResult Status(ApiCall call)
    {
        var task = Known(call);
        var row = TaskRow.Identity(task.Upid);
        row["pid"] = task.Upid.ProcessId;
        row["pstart"] = task.Upid.ProcessStart;
        row["status"] = task.ExitStatus is null ? "running" : "stopped";
        if (task.ExitStatus is { } status)
        {
            row["exitstatus"] = status;
        }
        return new ApiResult(row);
    }

    private ApiResult Log(ApiCall call)
    {
        var upid = call.Text("upid");
        if (Upid.Parse(upid) is null)
        {
            throw ApiFailure.Parameter("upid", "unable to parse worker upid");
        }
        if (tasks.Find(upid) is not { } task)
        {
            // Not a list: so does the real node.
            return new ApiResult(new JsonObject { ["n"] = 1, ["t"] = "unable to open file - No such file or directory" }) { Total = 1 };
        }
        var lines = task.Log;
        if (call.Flag("download"))
        {
            return new ApiResult((JsonNode?)null) { PlainText = string.Concat(lines.Select(static line => $"{line}\n")) };
        }
        if (lines.IsEmpty)
        {
            return new ApiResult(new JsonArray(Line(1, "no content"))) { Total = 1 };
        }
        var start = (int)call.Integer("start", 0);
        var limit = (int)call.Integer("limit", 50);
        var wanted = lines.Select(static (text, index) => Line(index + 1, text)).Skip(start).Take(limit == 0 ? int.MaxValue : limit);
        return new ApiResult(new JsonArray([.. wanted])) { Total = lines.Length };
    }

    private async ValueTask<ApiResult> StopAsync(ApiCall call, CancellationToken cancel)
    {
        var task = Known(call);
        if (task.ExitStatus is null)
        {
            task.Stop();
            await Task.WhenAny(task.Completion, Task.Delay(TimeSpan.FromSeconds(5), time, cancel));
        }
        return ApiResult.Nothing;
    }

    private NodeTask Known(ApiCall call)
    {
        var upid = call.Text("upid");
        if (Upid.Parse(upid) is null)
        {
            throw ApiFailure.Parameter("upid", "unable to parse worker upid");
        }
        return tasks.Find(upid) ?? throw ApiFailure.Parameter("upid", "no such task");
    }

    private static JsonNode Line(int number, string text) => new JsonObject { ["n"] = number, ["t"] = text };
}
