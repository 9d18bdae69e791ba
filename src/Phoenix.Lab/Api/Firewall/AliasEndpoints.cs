using System.Text.Json.Nodes;
using Phoenix.Lab.Api.Http;
using Phoenix.Lab.Api.Parameters;

namespace Phoenix.Lab.Api.Firewall;

/// <summary>Aliases. Their names are compared without regard to case.</summary>
internal sealed class AliasEndpoints(FirewallEditor editor, FirewallPlace place)
{
    private static readonly Parameter Comment = Parameter.Text("comment");
    private static readonly Parameter Cidr = Parameter.Text("cidr", FirewallFormats.AddressOrNetwork).Must();
    private static readonly Parameter Rename = Named("rename");
    private static readonly Parameter Name = Named("name").Must();

    /// <summary>The methods.</summary>
    public IEnumerable<Endpoint> All()
    {
        var path = place.Path + "/aliases";
        var one = path + "/{name}";
        yield return new("GET", path, place.With(), (call, _) => new(List(call)));
        yield return new("POST", path, place.With(Name, Cidr, Comment), AddAsync);
        yield return new("GET", one, place.With(Name), (call, _) => new(new ApiResult(Row(Known(editor.Read(place, call), call)))));
        yield return new("PUT", one, place.With(Name, Cidr, Comment, Rename, RuleParameters.Digest), ChangeAsync);
        yield return new("DELETE", one, place.With(Name, RuleParameters.Digest), DeleteAsync);
    }

    private ApiResult List(ApiCall call) => editor.Rows(place, call, editor.Read(place, call).Aliases.Values.Select(Row));

    private ValueTask<ApiResult> AddAsync(ApiCall call, CancellationToken cancel)
    {
        var name = call.Text("name");
        var alias = new StoredAlias(name, Normal(call.Text("cidr")), RuleParameters.OneLine(call.Find("comment")));
        return editor.ChangeAsync(
            place,
            call,
            file =>
                file.Aliases.ContainsKey(name.ToLowerInvariant())
                    ? throw ApiFailure.Parameter("name", $"alias '{name}' already exists")
                    : file with
                    {
                        Aliases = file.Aliases.Add(name.ToLowerInvariant(), alias),
                    },
            cancel
        );
    }

    private ValueTask<ApiResult> ChangeAsync(ApiCall call, CancellationToken cancel)
    {
        editor.Unchanged(place, call);
        return editor.ChangeAsync(
            place,
            call,
            file =>
            {
                var old = Known(file, call);
                var name = call.Find("rename") ?? old.Name;
                var key = name.ToLowerInvariant();
                if (!string.Equals(name, old.Name, StringComparison.OrdinalIgnoreCase) && file.Aliases.ContainsKey(key))
                {
                    throw ApiFailure.Parameter("name", $"alias '{name}' already exists");
                }
                var alias = new StoredAlias(name, Normal(call.Text("cidr")), RuleParameters.OneLine(call.Find("comment")));
                return file with { Aliases = file.Aliases.Remove(old.Name.ToLowerInvariant()).SetItem(key, alias) };
            },
            cancel
        );
    }

    private ValueTask<ApiResult> DeleteAsync(ApiCall call, CancellationToken cancel)
    {
        editor.Unchanged(place, call);
        return editor.ChangeAsync(
            place,
            call,
            file => file with { Aliases = file.Aliases.Remove(call.Text("name").ToLowerInvariant()) },
            cancel
        );
    }

    private static StoredAlias Known(FirewallDocument file, ApiCall call) =>
        file.Aliases.GetValueOrDefault(call.Text("name").ToLowerInvariant()) ?? throw ApiFailure.Parameter("name", "no such alias");

    private static JsonObject Row(StoredAlias alias)
    {
        var row = new JsonObject
        {
            ["name"] = alias.Name,
            ["cidr"] = alias.Cidr,
            ["ipversion"] = FirewallFormats.VersionOf(alias.Cidr),
        };
        if (alias.Comment is { } comment)
        {
            row["comment"] = comment;
        }
        return row;
    }

    // An alias keeps host bits; only the length of a single address is dropped.
    private static string Normal(string cidr) =>
        cidr.EndsWith("/32", StringComparison.Ordinal) || cidr.EndsWith("/128", StringComparison.Ordinal) ? cidr.Split('/')[0] : cidr;

    private static Parameter Named(string name) =>
        Parameter.Text(name, longest: 64) with
        {
            MinimumLength = 2,
            Pattern = RuleParameters.Name,
        };
}
