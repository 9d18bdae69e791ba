using System.Collections.Immutable;
using Phoenix.Lab.Api.Config;
using Phoenix.Lab.Api.Http;
using Phoenix.Lab.Api.Parameters;
using Phoenix.Topology;

namespace Phoenix.Lab.Api.Lxc;

/// <summary>Reading and changing a container's configuration. Changes are synchronous.</summary>
internal sealed class LxcConfigEndpoints(NodeServices node)
{
    private readonly LxcChange _change = new(node);

    /// <summary>The methods.</summary>
    public IEnumerable<Endpoint> All()
    {
        const string Path = "/nodes/{node}/lxc/{vmid}/";
        yield return new(
            "GET",
            Path + "config",
            new ParameterSet(
                LxcParameters.Node,
                LxcParameters.Vmid,
                Parameter.Flag("current"),
                Parameter.Text("snapshot", Formats.ConfigId, 40)
            ),
            (call, _) => new(Config(call))
        );
        yield return new("PUT", Path + "config", LxcParameters.Change, ChangeAsync);
        yield return new("GET", Path + "pending", LxcParameters.Guest, (call, _) => new(new ApiResult(LxcConfigView.Pending(Get(call)))));
    }

    private ApiResult Config(ApiCall call)
    {
        var config = Get(call);
        if (call.Find("snapshot") is { } snapshot)
        {
            return config.Snapshots.TryGetValue(snapshot, out var values)
                ? new ApiResult(LxcConfigView.Of(config, values))
                : throw ApiFailure.Run($"snapshot '{snapshot}' does not exist");
        }
        return new ApiResult(LxcConfigView.Of(config, call.Flag("current") ? config.Values : config.Merged));
    }

    private async ValueTask<ApiResult> ChangeAsync(ApiCall call, CancellationToken cancel)
    {
        var changes = ConfigChanges.Of(call, LxcParameters.Keys);
        Get(call);
        changes.Check(LxcParameters.Keys);
        using (await node.Guests.LockAsync(GuestKind.Container, call.Vmid, cancel))
        {
            await _change.ApplyAsync(call.Vmid, call.Caller, changes, cancel);
        }
        return ApiResult.Nothing;
    }

    private GuestConfig Get(ApiCall call) => node.Guests.Get(GuestKind.Container, call.Vmid);
}
