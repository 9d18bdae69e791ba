using System.Collections.Immutable;
using Microsoft.AspNetCore.Http;
using Phoenix.Lab.PortainerStandIn.Engines;
using Phoenix.Lab.PortainerStandIn.Http;
using Phoenix.Lab.PortainerStandIn.Records;

namespace Phoenix.Lab.PortainerStandIn.Handlers;

/// <summary>The Docker engine of an environment, any path of its API.</summary>
internal sealed class DockerHandlers(StandInStore store, EngineDirectory engines)
{
    private static readonly ImmutableArray<string> Creations = ["containers/create", "networks/create", "volumes/create"];

    public ImmutableArray<StandInRoute> Routes() =>
        [new(StandInRoute.Any, "/api/endpoints/{id}/docker/{*path}", Admission.Administrator, ForwardAsync)];

    private Task ForwardAsync(StandInCall call)
    {
        var endpoint = EndpointHandlers.Find(
            store,
            call.Id("environment"),
            "Unable to find an environment with the specified identifier inside the database"
        );
        var request = call.Context.Request;
        // The escaped path: an image's name may hold escapes that mean something to the engine.
        var escaped = request.Path.ToUriComponent().Split('/', 6)[5];
        var path = EngineProxy.WithoutVersion(escaped);
        // Portainer answers 200 to what it creates, where the engine says 201.
        var creates = Creations.Contains(path);
        return EngineProxy.ForwardAsync(
            call.Context,
            engines.Of(endpoint),
            path + request.QueryString.ToUriComponent(),
            status => creates && status == StatusCodes.Status201Created ? StatusCodes.Status200OK : status
        );
    }
}
