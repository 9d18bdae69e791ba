using System.Text.Json.Nodes;
using Phoenix.Lab.Api.Http;
using Phoenix.Lab.Api.Lxc;
using Phoenix.Lab.Api.Parameters;
using Phoenix.Topology;

namespace Phoenix.Lab.Api.Guests;

/// <summary>What can be done with a guest, and making a template of it.</summary>
internal sealed class FeatureEndpoints(NodeServices node, GuestWords words)
{
    /// <summary>The methods.</summary>
    public IEnumerable<Endpoint> All()
    {
        yield return new(
            "GET",
            words.Path + "/feature",
            new ParameterSet(
                LxcParameters.Node,
                LxcParameters.Vmid,
                Parameter.Choice("feature", "snapshot", "clone", "copy").Must(),
                Parameter.Text("snapname", Formats.ConfigId, 40)
            ),
            (call, _) => new(Feature(call))
        );
        yield return new("POST", words.Path + "/template", LxcParameters.Guest, TemplateAsync);
    }

    private ApiResult Feature(ApiCall call)
    {
        node.Guests.Get(words.Kind, call.Vmid);
        var answer = new JsonObject { ["hasFeature"] = node.Origins.Find(call.Vmid).Length > 0 ? 1 : 0 };
        if (words.Kind == GuestKind.VirtualMachine)
        {
            answer["nodes"] = new JsonArray(JsonValue.Create(node.Options.NodeName));
        }
        return new ApiResult(answer);
    }

    private async ValueTask<ApiResult> TemplateAsync(ApiCall call, CancellationToken cancel)
    {
        using (await node.Guests.LockAsync(words.Kind, call.Vmid, cancel))
        {
            var config = node.Guests.Get(words.Kind, call.Vmid);
            words.Unlocked(config);
            if (!config.Snapshots.IsEmpty)
            {
                throw ApiFailure.Run($"unable to create template, because {words.Word} contains snapshots");
            }
            if (config["template"] == "1")
            {
                throw ApiFailure.Run("you can't convert a template to a template");
            }
            if (await node.IsRunningAsync(call.Vmid, cancel))
            {
                throw ApiFailure.Run($"you can't convert a {words.Word} to template if the {words.Word} is running");
            }
            node.Guests.Save(call.Vmid, config.Set("template", "1"));
        }
        return ApiResult.Nothing;
    }
}
