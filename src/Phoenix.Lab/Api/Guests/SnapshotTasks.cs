using System.Collections.Immutable;
using Phoenix.Lab.Api.Access;
using Phoenix.Lab.Api.Config;
using Phoenix.Lab.Api.Http;
using Phoenix.Lab.Api.Tasks;

namespace Phoenix.Lab.Api.Guests;

/// <summary>The tasks that make, go back to, and delete snapshots.</summary>
internal sealed class SnapshotTasks(NodeServices node, GuestWords words, Func<int, Caller, ApiResult> start)
{
    /// <summary>What a snapshot has and a configuration has not.</summary>
    private static readonly ImmutableArray<string> Own = ["snaptime", "parent", "description"];

    /// <summary>Makes a snapshot.</summary>
    public ApiResult Create(GuestConfig existing, ApiCall call) =>
        InTask(
            "snapshot",
            call,
            async task =>
            {
                var (vmid, name) = (call.Vmid, call.Text("snapname"));
                var config = Unlocked(existing, vmid);
                if (node.Origins.Find(vmid).Length == 0)
                {
                    // A machine without a root file system in the lab.
                    throw ApiFailure.Run("snapshot feature is not available");
                }
                if (config.Snapshots.ContainsKey(name))
                {
                    throw ApiFailure.Run($"snapshot name '{name}' already used");
                }
                await node.Runtime.SnapshotAsync(vmid, name, task.Stopped);
                var values = config.Values.Remove("description").SetItem("snaptime", $"{node.Time.GetUtcNow().ToUnixTimeSeconds()}");
                if (call.Find("description") is { Length: > 0 } description)
                {
                    values = values.SetItem("description", description);
                }
                node.Guests.Save(vmid, config.Set("parent", name) with { Snapshots = config.Snapshots.Add(name, values) });
            }
        );

    /// <summary>Goes back to a snapshot; a guest that runs is stopped.</summary>
    public ApiResult Rollback(GuestConfig existing, ApiCall call) =>
        InTask(
            "rollback",
            call,
            async task =>
            {
                var (vmid, name) = (call.Vmid, call.Text("snapname"));
                var config = Unlocked(existing, vmid);
                var values = Known(config, name);
                if (await node.IsRunningAsync(vmid, task.Stopped))
                {
                    await node.Runtime.StopAsync(vmid, task.Stopped);
                }
                await node.Runtime.RollbackAsync(vmid, name, task.Stopped);
                values = values.RemoveRange(Own).SetItem("parent", name);
                if (config["description"] is { } description)
                {
                    values = values.SetItem("description", description);
                }
                node.Guests.Save(
                    vmid,
                    new GuestConfig
                    {
                        Kind = config.Kind,
                        Values = values,
                        Snapshots = config.Snapshots,
                    }
                );
                await node.EnforceAsync(task.Stopped);
                if (call.Flag("start"))
                {
                    start(vmid, call.Caller);
                }
            }
        );

    /// <summary>Deletes a snapshot; those after it follow the one before it.</summary>
    public ApiResult Delete(GuestConfig existing, ApiCall call) =>
        InTask(
            "delsnapshot",
            call,
            async task =>
            {
                var (vmid, name) = (call.Vmid, call.Text("snapname"));
                var config = Unlocked(existing, vmid);
                var before = Known(config, name).GetValueOrDefault("parent");
                await node.Runtime.DeleteSnapshotAsync(vmid, name, task.Stopped);
                config = config with { Snapshots = config.Snapshots.Remove(name), Values = Reparent(config.Values, name, before) };
                foreach (var (other, values) in config.Snapshots)
                {
                    config = config with { Snapshots = config.Snapshots.SetItem(other, Reparent(values, name, before)) };
                }
                node.Guests.Save(vmid, config);
            }
        );

    private ApiResult InTask(string verb, ApiCall call, Func<NodeTask, Task> work) =>
        node.Tasks.Start(
            words.Task(verb),
            $"{call.Vmid}",
            call.Caller,
            async task =>
            {
                using (await GuestLock.InTaskAsync(node, words.Kind, call.Vmid, task))
                {
                    await work(task);
                }
            }
        );

    private GuestConfig Unlocked(GuestConfig existing, int vmid)
    {
        var config = node.Guests.Find(vmid) ?? existing;
        words.Unlocked(config);
        return config;
    }

    private static ImmutableSortedDictionary<string, string> Known(GuestConfig config, string name) =>
        config.Snapshots.GetValueOrDefault(name) ?? throw ApiFailure.Run($"snapshot '{name}' does not exist");

    private static ImmutableSortedDictionary<string, string> Reparent(
        ImmutableSortedDictionary<string, string> values,
        string gone,
        string? before
    ) =>
        values.GetValueOrDefault("parent") != gone ? values
        : before is null ? values.Remove("parent")
        : values.SetItem("parent", before);
}
