using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Phoenix.Lab.Api.Http;
using Phoenix.Lab.Api.Parameters;

namespace Phoenix.Lab.Api.Firewall;

/// <summary>The entries of a set.</summary>
internal sealed class SetEntryEndpoints(FirewallEditor editor, FirewallPlace place)
{
    private static readonly Parameter Name = SetEndpoints.Named("name").Must();
    private static readonly Parameter Cidr = Parameter.Text("cidr", FirewallFormats.SetEntry).Must();
    private static readonly Parameter Comment = Parameter.Text("comment");
    private static readonly Parameter NoMatch = Parameter.Flag("nomatch");

    /// <summary>The methods.</summary>
    public IEnumerable<Endpoint> All()
    {
        var path = place.Path + "/ipset/{name}";
        var one = path + "/{cidr}";
        yield return new("GET", path, place.With(Name), (call, _) => new(List(call)));
        yield return new("POST", path, place.With(Name, Cidr, Comment, NoMatch), AddAsync);
        yield return new("GET", one, place.With(Name, Cidr), (call, _) => new(Get(call)));
        yield return new("PUT", one, place.With(Name, Cidr, Comment, NoMatch, RuleParameters.Digest), ChangeAsync);
        yield return new("DELETE", one, place.With(Name, Cidr, RuleParameters.Digest), DeleteAsync);
    }

    private ApiResult List(ApiCall call) =>
        editor.Rows(place, call, SetEndpoints.Known(editor.Read(place, call), call).Entries.Select(Row));

    private ApiResult Get(ApiCall call)
    {
        var row = Row(Known(SetEndpoints.Known(editor.Read(place, call), call), call));
        row["digest"] = editor.Digest(place, call);
        return new ApiResult(row);
    }

    private ValueTask<ApiResult> AddAsync(ApiCall call, CancellationToken cancel)
    {
        var cidr = CidrOf(call);
        if (cidr.EndsWith("/0", StringComparison.Ordinal))
        {
            throw ApiFailure.Parameter("cidr", "a zero prefix is not allowed in ipset entries");
        }
        return EditAsync(
            call,
            (file, entries) =>
            {
                var names = new RuleNames(editor.Cluster, place.IsGuest ? file : null);
                if (names.Problem(cidr) is { } problem)
                {
                    throw ApiFailure.Parameter("cidr", problem);
                }
                return entries.Any(entry => entry.Cidr == cidr)
                    ? throw ApiFailure.Parameter("cidr", $"address '{cidr}' already exists")
                    : entries.Add(new StoredEntry(cidr, call.Flag("nomatch"), RuleParameters.OneLine(call.Find("comment"))));
            },
            cancel
        );
    }

    private ValueTask<ApiResult> ChangeAsync(ApiCall call, CancellationToken cancel)
    {
        editor.Unchanged(place, call);
        return EditAsync(
            call,
            (file, entries) =>
            {
                var entry = Known(SetEndpoints.Known(file, call), call);
                var changed = new StoredEntry(entry.Cidr, call.Flag("nomatch"), RuleParameters.OneLine(call.Find("comment")));
                return entries.Replace(entry, changed);
            },
            cancel
        );
    }

    private ValueTask<ApiResult> DeleteAsync(ApiCall call, CancellationToken cancel)
    {
        editor.Unchanged(place, call);
        return EditAsync(call, (_, entries) => entries.RemoveAll(entry => entry.Cidr == CidrOf(call)), cancel);
    }

    private ValueTask<ApiResult> EditAsync(
        ApiCall call,
        Func<FirewallDocument, ImmutableArray<StoredEntry>, ImmutableArray<StoredEntry>> edit,
        CancellationToken cancel
    ) =>
        editor.ChangeAsync(
            place,
            call,
            file =>
            {
                var set = SetEndpoints.Known(file, call);
                var entries = edit(file, set.Entries).Sort(static (one, other) => string.CompareOrdinal(one.Cidr, other.Cidr));
                return file with { Sets = file.Sets.SetItem(SetEndpoints.KeyOf(call), set with { Entries = entries }) };
            },
            cancel
        );

    private static StoredEntry Known(StoredSet set, ApiCall call) =>
        set.Entries.FirstOrDefault(entry => entry.Cidr == CidrOf(call)) ?? throw ApiFailure.Parameter("cidr", "no such IP/Network");

    private static string CidrOf(ApiCall call) => FirewallFormats.Normal(call.Text("cidr"));

    private static JsonObject Row(StoredEntry entry)
    {
        var row = new JsonObject { ["cidr"] = entry.Cidr };
        if (entry.NoMatch)
        {
            row["nomatch"] = 1;
        }
        if (entry.Comment is { } comment)
        {
            row["comment"] = comment;
        }
        return row;
    }
}
