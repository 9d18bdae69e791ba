using System.Text.Json.Nodes;

namespace Phoenix.Lab.Api.Tasks;

/// <summary>A task as a row of a list.</summary>
internal static class TaskRow
{
    /// <summary>What every form of a task has.</summary>
    public static JsonObject Identity(Upid upid)
    {
        var row = new JsonObject
        {
            ["upid"] = upid.ToString(),
            ["node"] = upid.Node,
            ["starttime"] = upid.StartTime,
            ["type"] = upid.Type,
            ["id"] = upid.Id,
        };
        var token = upid.User.IndexOf('!', StringComparison.Ordinal);
        row["user"] = token < 0 ? upid.User : upid.User[..token];
        if (token >= 0)
        {
            row["tokenid"] = upid.User[(token + 1)..];
        }
        return row;
    }

    /// <summary>A row of the node's list: the end is in <c>status</c>, and running tasks show it only to those who asked for them.</summary>
    public static JsonObject Of(NodeTask task, string source)
    {
        var row = Identity(task.Upid);
        row["pid"] = task.Upid.ProcessId;
        row["pstart"] = task.Upid.ProcessStart;
        if (task.ExitStatus is { } status)
        {
            row["endtime"] = task.EndTime;
            row["status"] = status;
        }
        else if (source is "all" or "active")
        {
            row["status"] = "RUNNING";
        }
        return row;
    }

    /// <summary>A row of the cluster's list.</summary>
    public static JsonObject OfCluster(NodeTask task)
    {
        var row = Of(task, "archive");
        row.Remove("pid");
        row.Remove("pstart");
        row["saved"] = task.ExitStatus is null ? "0" : "1";
        return row;
    }
}
