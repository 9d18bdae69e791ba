using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Phoenix.Lab.Api.Http;
using Phoenix.Lab.Api.Parameters;
using Phoenix.Lab.Firewall;

namespace Phoenix.Lab.Api.Firewall;

/// <summary>The firewall at all its places.</summary>
internal sealed class FirewallEndpoints(NodeServices node)
{
    private readonly FirewallEditor _editor = new(node);

    /// <summary>The methods.</summary>
    public IEnumerable<Endpoint> All() => [.. FirewallPlace.All.SelectMany(Of), .. new GroupEndpoints(_editor).All(), Macros()];

    private IEnumerable<Endpoint> Of(FirewallPlace place)
    {
        var rules = new RuleList(
            place,
            place.Path + "/rules",
            [],
            place.Environment,
            static (file, _) => file.Rules,
            static (file, _, rules) => file with { Rules = rules }
        );
        IEnumerable<Endpoint> endpoints =
        [
            new("GET", place.Path, place.With(), (_, _) => new(Index(place))),
            .. new OptionEndpoints(_editor, place, node.Time).All(),
            .. new RuleEndpoints(_editor, rules).All(),
        ];
        if (place.HasNames)
        {
            endpoints =
            [
                .. endpoints,
                .. new AliasEndpoints(_editor, place).All(),
                .. new SetEndpoints(_editor, place).All(),
                .. new SetEntryEndpoints(_editor, place).All(),
                new(
                    "GET",
                    place.Path + "/refs",
                    place.With(Parameter.Choice("type", "alias", "ipset")),
                    (call, _) => new(References(place, call))
                ),
            ];
        }
        if (place.Environment != "cluster")
        {
            var log = place.With(
                Parameter.Integer("start", 0),
                Parameter.Integer("limit", 0),
                Parameter.Integer("since", 0),
                Parameter.Integer("until", 0)
            );
            endpoints = [.. endpoints, new("GET", place.Path + "/log", log, static (_, _) => new(Log()))];
        }
        return endpoints;
    }

    private ApiResult References(FirewallPlace place, ApiCall call)
    {
        var rows = new JsonArray();
        Add(rows, _editor.Cluster, "dc", call.Find("type"));
        if (place.IsGuest)
        {
            Add(rows, _editor.Read(place, call), "guest", call.Find("type"));
        }
        return new ApiResult(rows);
    }

    private static void Add(JsonArray rows, FirewallDocument file, string scope, string? type)
    {
        foreach (var (name, set) in file.Sets.Where(_ => type is null or "ipset"))
        {
            rows.Add((JsonNode)Reference("ipset", name, $"+{name}", scope, set.Comment));
        }
        foreach (var (key, alias) in file.Aliases.Where(_ => type is null or "alias"))
        {
            rows.Add((JsonNode)Reference("alias", alias.Name, key, scope, alias.Comment));
        }
    }

    private static JsonObject Reference(string type, string name, string reference, string scope, string? comment)
    {
        var row = new JsonObject
        {
            ["type"] = type,
            ["name"] = name,
            ["ref"] = reference,
            ["scope"] = scope,
        };
        if (comment is not null)
        {
            row["comment"] = comment;
        }
        return row;
    }

    private static Endpoint Macros() =>
        new(
            "GET",
            "/cluster/firewall/macros",
            new ParameterSet(),
            static (_, _) =>
                new(
                    new ApiResult(
                        new JsonArray([
                            .. FirewallMacros.All.Select(static macro =>
                                (JsonNode)new JsonObject { ["macro"] = macro.Name, ["descr"] = macro.Description }
                            ),
                        ])
                    )
                )
        );

    // The lab keeps no firewall log; so says the real node before the first line.
    private static ApiResult Log() =>
        new(new JsonObject { ["n"] = 1, ["t"] = "unable to open file - No such file or directory" }) { Total = 1 };

    private static ApiResult Index(FirewallPlace place)
    {
        ImmutableArray<string> names = place.Environment switch
        {
            "cluster" => ["aliases", "rules", "options", "groups", "ipset", "macros", "refs"],
            "host" => ["rules", "options", "log"],
            _ => ["rules", "aliases", "ipset", "refs", "options"],
        };
        return new ApiResult(new JsonArray([.. names.Select(static name => (JsonNode)new JsonObject { ["name"] = name })]));
    }
}
