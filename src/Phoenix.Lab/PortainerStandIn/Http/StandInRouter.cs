using System.Collections.Immutable;
using Microsoft.AspNetCore.Http;

namespace Phoenix.Lab.PortainerStandIn.Http;

/// <summary>Finds the route of a request and answers errors the way Portainer does: 404 as text, 405 without a word, everything else as JSON.</summary>
internal sealed class StandInRouter(ImmutableArray<StandInRoute> routes, Gate gate)
{
    public async Task DispatchAsync(HttpContext context)
    {
        context.Response.Headers.XContentTypeOptions = "nosniff";
        // The raw target keeps double slashes and escapes as they were sent.
        var path = context.Request.Path.Value ?? "/";
        var matches = routes.Select(route => (route, values: route.Match(path))).Where(match => match.values is not null).ToList();
        if (matches.Count == 0)
        {
            await new StandInCall(context, ImmutableDictionary<string, string>.Empty).TextAsync(
                StatusCodes.Status404NotFound,
                "404 page not found\n"
            );
            return;
        }

        var (route, variables) = matches.FirstOrDefault(match =>
            match.route.Method == context.Request.Method || match.route.Method == StandInRoute.Any
        );
        if (route is null)
        {
            context.Response.StatusCode = StatusCodes.Status405MethodNotAllowed;
            return;
        }

        await RunAsync(route, new StandInCall(context, variables!));
    }

    private async Task RunAsync(StandInRoute route, StandInCall call)
    {
        try
        {
            if (await gate.AdmitAsync(route, call))
            {
                await route.Handler(call);
            }
        }
        catch (StandInRefusal refusal) when (!call.Context.Response.HasStarted)
        {
            await call.RefuseAsync(refusal);
        }
        catch (OperationCanceledException) when (call.Aborted.IsCancellationRequested)
        {
            // The client went away; there is nobody left to answer.
        }
    }
}
