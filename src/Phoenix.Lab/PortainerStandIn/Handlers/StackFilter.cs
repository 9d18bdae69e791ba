using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Phoenix.Lab.PortainerStandIn.Http;
using Phoenix.Lab.PortainerStandIn.Records;

namespace Phoenix.Lab.PortainerStandIn.Handlers;

/// <summary>Which stacks a list shows. Keys that Portainer does not know are ignored by it, too.</summary>
/// <param name="EndpointId"><c>EndpointID</c>; null for all.</param>
/// <param name="WithOrphaned"><c>IncludeOrphanedStacks</c>: those whose environment is gone as well.</param>
internal sealed record StackFilter(int? EndpointId, bool WithOrphaned)
{
    public static StackFilter From(StandInCall call)
    {
        if (call.Query("filters").FirstOrDefault() is not { Length: > 0 } text)
        {
            return new StackFilter(null, false);
        }

        try
        {
            var filters = JsonNode.Parse(text, new JsonNodeOptions { PropertyNameCaseInsensitive = true });
            return new StackFilter(
                filters?["EndpointID"]?.GetValue<int>() is { } id and not 0 ? id : null,
                filters?["IncludeOrphanedStacks"]?.GetValue<bool>() == true
            );
        }
        catch (JsonException)
        {
            throw new StandInRefusal(
                StatusCodes.Status400BadRequest,
                "Invalid query parameter: filters",
                $"json: expected '\"' at the beginning of a string value: {text.TrimStart('{')}"
            );
        }
    }

    public bool Shows(StackEntry stack, ImmutableArray<EndpointEntry> endpoints) =>
        EndpointId is null
        || stack.EndpointId == EndpointId
        || (WithOrphaned && endpoints.All(endpoint => endpoint.Id != stack.EndpointId));
}
