using System.Text.Json.Nodes;
using Phoenix.Lab.Api.Http;
using Phoenix.Lab.Api.Lxc;
using Phoenix.Lab.Api.Parameters;

namespace Phoenix.Lab.Api.Storage;

/// <summary>The templates that the node could download: in the lab, the base images, which are there already.</summary>
internal sealed class ApplianceEndpoints(NodeServices node)
{
    /// <summary>The methods.</summary>
    public IEnumerable<Endpoint> All()
    {
        yield return new("GET", "/nodes/{node}/aplinfo", new ParameterSet(LxcParameters.Node), (_, _) => new(List()));
        yield return new(
            "POST",
            "/nodes/{node}/aplinfo",
            new ParameterSet(LxcParameters.Node, StorageEndpoints.Name, Parameter.Text("template", longest: 255).Must()),
            (call, _) => new(Download(call))
        );
    }

    private ApiResult List() =>
        new(
            new JsonArray([
                .. node
                    .Storage.Images.Where(static image => image.Volume.StartsWith("vztmpl/", StringComparison.Ordinal))
                    .Select(static image => (JsonNode)Row(image)),
            ])
        );

    private static JsonObject Row(BaseImageOffer image)
    {
        var file = image.Volume.Split('/')[1];
        var parts = file.Split('_');
        return new JsonObject
        {
            ["template"] = file,
            ["package"] = parts[0],
            ["version"] = parts.Length > 1 ? parts[1] : "",
            ["architecture"] = "amd64",
            ["os"] = parts[0].Replace("-standard", "", StringComparison.Ordinal),
            ["section"] = "system",
            ["type"] = "lxc",
            ["source"] = "phoenix-lab",
            ["location"] = "",
            ["headline"] = "A base image of the lab",
            ["description"] = "A base image of the lab",
        };
    }

    private ApiResult Download(ApiCall call)
    {
        node.Storage.Get(call.Text("storage"));
        var template = call.Text("template");
        if (node.Storage.Images.All(image => image.Volume != $"vztmpl/{template}"))
        {
            throw ApiFailure.Parameter("template", "no such template");
        }
        return node.Tasks.Start(
            "download",
            template,
            call.Caller,
            task =>
            {
                task.Write($"'{template}' is a base image of the lab: nothing to download");
                return Task.CompletedTask;
            }
        );
    }
}
