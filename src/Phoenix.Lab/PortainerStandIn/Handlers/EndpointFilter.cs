using System.Collections.Immutable;
using System.Globalization;
using Microsoft.AspNetCore.Http;
using Phoenix.Lab.PortainerStandIn.Http;
using Phoenix.Lab.PortainerStandIn.Records;

namespace Phoenix.Lab.PortainerStandIn.Handlers;

/// <summary>The filters of the environments' list. Lists need brackets in their name; without them they are ignored.</summary>
internal sealed record EndpointFilter(
    string Name,
    string Search,
    ImmutableArray<int> Types,
    ImmutableArray<int> Statuses,
    ImmutableArray<int> Ids,
    int Start,
    int Limit
)
{
    public static EndpointFilter From(StandInCall call) =>
        new(
            call.Query("name").FirstOrDefault(""),
            call.Query("search").FirstOrDefault(""),
            Numbers(call, "types"),
            Numbers(call, "status"),
            Numbers(call, "endpointIds"),
            Number(call, "start"),
            Number(call, "limit")
        );

    public ImmutableArray<EndpointEntry> Apply(ImmutableArray<EndpointEntry> all)
    {
        var shown = all.Where(endpoint => Name.Length == 0 || endpoint.Name == Name)
            .Where(endpoint => Search.Length == 0 || endpoint.Name.Contains(Search, StringComparison.OrdinalIgnoreCase))
            .Where(endpoint => Types.IsEmpty || Types.Contains(endpoint.Type))
            .Where(endpoint => Statuses.IsEmpty || Statuses.Contains(endpoint.Status))
            .Where(endpoint => Ids.IsEmpty || Ids.Contains(endpoint.Id))
            .Skip(Math.Max(0, Start - 1));
        return [.. Limit > 0 ? shown.Take(Limit) : shown];
    }

    private static int Number(StandInCall call, string name) =>
        int.TryParse(call.Query(name).FirstOrDefault(), CultureInfo.InvariantCulture, out var number) ? number : 0;

    private static ImmutableArray<int> Numbers(StandInCall call, string name) =>
        [
            .. call.Query(name + "[]")
                .Select(text =>
                    int.TryParse(text, CultureInfo.InvariantCulture, out var number)
                        ? number
                        : throw new StandInRefusal(
                            StatusCodes.Status400BadRequest,
                            "Invalid query parameters",
                            $"unable to parse parameter {name}: strconv.Atoi: parsing \"{text}\": invalid syntax"
                        )
                ),
        ];
}
