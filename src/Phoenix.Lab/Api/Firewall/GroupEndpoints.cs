using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Phoenix.Lab.Api.Http;
using Phoenix.Lab.Api.Parameters;

namespace Phoenix.Lab.Api.Firewall;

/// <summary>Security groups of the cluster.</summary>
internal sealed class GroupEndpoints(FirewallEditor editor)
{
    private const string Path = "/cluster/firewall/groups";
    private static readonly FirewallPlace Place = FirewallPlace.All[0];
    private static readonly Parameter Group = Named("group").Must();

    /// <summary>The methods.</summary>
    public IEnumerable<Endpoint> All()
    {
        yield return new("GET", Path, new ParameterSet(), (call, _) => new(List(call)));
        yield return new(
            "POST",
            Path,
            new ParameterSet(Group, Named("rename"), Parameter.Text("comment"), RuleParameters.Digest),
            AddAsync
        );
        yield return new("DELETE", Path + "/{group}", new ParameterSet(Group), DeleteAsync);
        foreach (var endpoint in new RuleEndpoints(editor, Rules).All())
        {
            yield return endpoint;
        }
    }

    private static RuleList Rules { get; } =
        new(
            Place,
            Path + "/{group}",
            [Group],
            "group",
            static (file, call) => Known(file, call).Rules,
            static (file, call, rules) => file with { Groups = file.Groups.SetItem(KeyOf(call), Known(file, call) with { Rules = rules }) }
        );

    private ApiResult List(ApiCall call) =>
        editor.Rows(
            Place,
            call,
            editor.Cluster.Groups.Select(static pair =>
            {
                var row = new JsonObject { ["group"] = pair.Key };
                if (pair.Value.Comment is { } comment)
                {
                    row["comment"] = comment;
                }
                return row;
            })
        );

    private async ValueTask<ApiResult> AddAsync(ApiCall call, CancellationToken cancel)
    {
        var (name, comment) = (KeyOf(call), RuleParameters.OneLine(call.Find("comment")));
        if (call.Find("rename")?.ToLowerInvariant() is not { } old)
        {
            return await editor.ChangeAsync(
                Place,
                call,
                file => Free(file, name) with { Groups = file.Groups.Add(name, new StoredGroup(comment, [])) },
                cancel
            );
        }
        editor.Unchanged(Place, call);
        var group =
            editor.Cluster.Groups.GetValueOrDefault(old) ?? throw ApiFailure.Parameter("group", $"Security group '{old}' does not exist");
        if (old != name)
        {
            Free(editor.Cluster, name);
            // Guests that use the group follow its new name.
            await editor.ChangeGuestsAsync(file => file with { Rules = Renamed(file.Rules, old, name) }, cancel);
        }
        return await editor.ChangeAsync(
            Place,
            call,
            file =>
                file with
                {
                    Groups = file.Groups.Remove(old).SetItem(name, group with { Comment = comment ?? group.Comment }),
                    Rules = Renamed(file.Rules, old, name),
                },
            cancel
        );
    }

    private ValueTask<ApiResult> DeleteAsync(ApiCall call, CancellationToken cancel) =>
        editor.ChangeAsync(
            Place,
            call,
            file =>
                Known(file, call).Rules.IsEmpty
                    ? file with
                    {
                        Groups = file.Groups.Remove(KeyOf(call)),
                    }
                    : throw ApiFailure.Run($"Security group '{call.Text("group")}' is not empty"),
            cancel
        );

    private static FirewallDocument Free(FirewallDocument file, string name) =>
        file.Groups.ContainsKey(name) ? throw ApiFailure.Parameter("group", $"Security group '{name}' already exists") : file;

    private static ImmutableArray<StoredRule> Renamed(ImmutableArray<StoredRule> rules, string old, string name) =>
        [.. rules.Select(rule => rule.Type == "group" && rule.Action == old ? rule with { Action = name } : rule)];

    private static StoredGroup Known(FirewallDocument file, ApiCall call) =>
        file.Groups.GetValueOrDefault(KeyOf(call)) ?? throw ApiFailure.Run($"no such security group '{call.Text("group")}'");

    private static string KeyOf(ApiCall call) => call.Text("group").ToLowerInvariant();

    private static Parameter Named(string name) =>
        Parameter.Text(name, longest: 18) with
        {
            MinimumLength = 2,
            Pattern = RuleParameters.Name,
        };
}
