using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Phoenix.Lab.Api.Config;
using Phoenix.Lab.Api.Http;
using Phoenix.Lab.Api.Lxc;
using Phoenix.Lab.Api.Parameters;
using Phoenix.Lab.Api.Qemu;
using Phoenix.Topology;

namespace Phoenix.Lab.Api.Guests;

/// <summary>Snapshots of guests. The lab's root file systems are overlays, so that every guest has them.</summary>
internal sealed class SnapshotEndpoints(NodeServices node, GuestWords words, SnapshotTasks tasks)
{
    /// <summary>The methods.</summary>
    public IEnumerable<Endpoint> All()
    {
        var path = words.Path + "/snapshot";
        var one = path + "/{snapname}";
        var name = LxcParameters.SnapshotName;
        var description = Parameter.Text("description");
        var state = words.Kind == GuestKind.VirtualMachine ? [Parameter.Flag("vmstate")] : ImmutableArray<Parameter>.Empty;
        yield return new("GET", path, LxcParameters.Guest, ListAsync);
        yield return new("POST", path, With([name, description, .. state]), (call, _) => new(Create(call)));
        yield return new("GET", one, With(name), static (_, _) => new(Index()));
        yield return new("DELETE", one, With(name, Parameter.Flag("force")), (call, _) => new(tasks.Delete(Existing(call), call)));
        yield return new("GET", one + "/config", With(name), (call, _) => new(Config(call)));
        yield return new("PUT", one + "/config", With(name, description), DescribeAsync);
        yield return new(
            "POST",
            one + "/rollback",
            With(name, Parameter.Flag("start")),
            (call, _) => new(tasks.Rollback(Existing(call), call))
        );
    }

    private static ParameterSet With(params IEnumerable<Parameter> parameters) =>
        new([LxcParameters.Node, LxcParameters.Vmid, .. parameters]);

    private async ValueTask<ApiResult> ListAsync(ApiCall call, CancellationToken cancel)
    {
        var config = node.Guests.Get(words.Kind, call.Vmid);
        var rows = new JsonArray();
        foreach (var (name, values) in config.Snapshots)
        {
            var row = new JsonObject
            {
                ["name"] = name,
                ["description"] = words.Shown(values.GetValueOrDefault("description")),
                ["snaptime"] = long.Parse(values.GetValueOrDefault("snaptime") ?? "0"),
            };
            if (values.GetValueOrDefault("parent") is { } parent)
            {
                row["parent"] = parent;
            }
            if (words.Kind == GuestKind.VirtualMachine)
            {
                row["vmstate"] = 0;
            }
            rows.Add((JsonNode)row);
        }
        var current = new JsonObject
        {
            ["name"] = "current",
            ["description"] = "You are here!",
            ["digest"] = GuestConfigText.Digest(config),
            ["running"] = await node.IsRunningAsync(call.Vmid, cancel) ? 1 : 0,
        };
        if (config["parent"] is { } last)
        {
            current["parent"] = last;
        }
        rows.Add((JsonNode)current);
        return new ApiResult(rows);
    }

    private ApiResult Create(ApiCall call)
    {
        var config = Existing(call);
        if (call.Text("snapname") == "current")
        {
            throw ApiFailure.Run("unable to use snapshot name 'current' (reserved name)");
        }
        return tasks.Create(config, call);
    }

    private ApiResult Config(ApiCall call)
    {
        var config = Existing(call);
        var values = Known(config, call);
        var view = words.Kind == GuestKind.Container ? LxcConfigView.Of(config, values) : QemuConfigView.Of(config, values);
        view.Remove("digest");
        return new ApiResult(view);
    }

    private async ValueTask<ApiResult> DescribeAsync(ApiCall call, CancellationToken cancel)
    {
        using (await node.Guests.LockAsync(words.Kind, call.Vmid, cancel))
        {
            var config = Existing(call);
            words.Unlocked(config);
            var values = Known(config, call);
            if (call.Find("description") is { } description)
            {
                values = description.Length == 0 ? values.Remove("description") : values.SetItem("description", description);
                node.Guests.Save(call.Vmid, config with { Snapshots = config.Snapshots.SetItem(call.Text("snapname"), values) });
            }
        }
        return ApiResult.Nothing;
    }

    private GuestConfig Existing(ApiCall call) => node.Guests.Get(words.Kind, call.Vmid);

    private static ImmutableSortedDictionary<string, string> Known(GuestConfig config, ApiCall call) =>
        config.Snapshots.GetValueOrDefault(call.Text("snapname"))
        ?? throw ApiFailure.Run($"snapshot '{call.Text("snapname")}' does not exist");

    private static ApiResult Index() => new(new JsonArray(new JsonObject { ["cmd"] = "rollback" }, new JsonObject { ["cmd"] = "config" }));
}
