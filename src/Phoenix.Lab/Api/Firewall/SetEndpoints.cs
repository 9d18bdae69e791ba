using System.Text.Json.Nodes;
using Phoenix.Lab.Api.Http;
using Phoenix.Lab.Api.Parameters;

namespace Phoenix.Lab.Api.Firewall;

/// <summary>Sets of addresses. Their names are kept in lower case.</summary>
internal sealed class SetEndpoints(FirewallEditor editor, FirewallPlace place)
{
    private static readonly Parameter Comment = Parameter.Text("comment");
    private static readonly Parameter Name = Named("name").Must();

    /// <summary>The methods.</summary>
    public IEnumerable<Endpoint> All()
    {
        var path = place.Path + "/ipset";
        yield return new("GET", path, place.With(), (call, _) => new(List(call)));
        yield return new("POST", path, place.With(Name, Comment, Named("rename"), RuleParameters.Digest), AddAsync);
        yield return new("DELETE", path + "/{name}", place.With(Name, Parameter.Flag("force")), DeleteAsync);
    }

    /// <summary>The set a call names.</summary>
    public static StoredSet Known(FirewallDocument file, ApiCall call) =>
        file.Sets.GetValueOrDefault(KeyOf(call)) ?? throw ApiFailure.Run($"no such IPSet '{call.Text("name")}'");

    /// <summary>The name a call means, as sets are kept.</summary>
    public static string KeyOf(ApiCall call) => call.Text("name").ToLowerInvariant();

    /// <summary>A name of a set.</summary>
    public static Parameter Named(string name) =>
        Parameter.Text(name, longest: 64) with
        {
            MinimumLength = 2,
            Pattern = RuleParameters.Name,
        };

    private ApiResult List(ApiCall call) =>
        editor.Rows(
            place,
            call,
            editor
                .Read(place, call)
                .Sets.Select(static pair =>
                {
                    var row = new JsonObject { ["name"] = pair.Key };
                    if (pair.Value.Comment is { } comment)
                    {
                        row["comment"] = comment;
                    }
                    return row;
                })
        );

    private ValueTask<ApiResult> AddAsync(ApiCall call, CancellationToken cancel)
    {
        var (name, comment) = (KeyOf(call), RuleParameters.OneLine(call.Find("comment")));
        if (call.Find("rename")?.ToLowerInvariant() is not { } old)
        {
            return editor.ChangeAsync(
                place,
                call,
                file =>
                    file.Sets.ContainsKey(name)
                        ? throw ApiFailure.Parameter("name", $"IPSet '{name}' already exists")
                        : file with
                        {
                            Sets = file.Sets.Add(name, new StoredSet(comment, [])),
                        },
                cancel
            );
        }
        editor.Unchanged(place, call);
        return editor.ChangeAsync(
            place,
            call,
            file =>
            {
                var set = file.Sets.GetValueOrDefault(old) ?? throw ApiFailure.Parameter("name", $"IPSet '{old}' does not exist");
                if (old != name && file.Sets.ContainsKey(name))
                {
                    throw ApiFailure.Parameter("name", $"IPSet '{name}' already exists");
                }
                return file with { Sets = file.Sets.Remove(old).SetItem(name, set with { Comment = comment ?? set.Comment }) };
            },
            cancel
        );
    }

    private ValueTask<ApiResult> DeleteAsync(ApiCall call, CancellationToken cancel) =>
        editor.ChangeAsync(
            place,
            call,
            file =>
                Known(file, call).Entries.IsEmpty || call.Flag("force")
                    ? file with
                    {
                        Sets = file.Sets.Remove(KeyOf(call)),
                    }
                    : throw ApiFailure.Run($"IPSet '{call.Text("name")}' is not empty"),
            cancel
        );
}
