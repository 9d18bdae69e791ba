using System.Collections.Immutable;
using Phoenix.Lab.Api.Http;
using Phoenix.Lab.Api.Parameters;

namespace Phoenix.Lab.Api.Firewall;

/// <summary>Rules: listed, added, changed, moved, deleted.</summary>
internal sealed class RuleEndpoints(FirewallEditor editor, RuleList list)
{
    /// <summary>The methods.</summary>
    public IEnumerable<Endpoint> All()
    {
        var one = list.Path + "/{pos}";
        var position = RuleParameters.Position.Must();
        yield return new("GET", list.Path, With(), (call, _) => new(List(call)));
        yield return new("POST", list.Path, With(RuleParameters.New), AddAsync);
        yield return new("GET", one, With(position), (call, _) => new(Get(call)));
        yield return new("PUT", one, With(RuleParameters.Change), ChangeAsync);
        yield return new("DELETE", one, With(position, RuleParameters.Digest), DeleteAsync);
    }

    private ParameterSet With(params IEnumerable<Parameter> parameters) => list.Place.With([.. list.InPath, .. parameters]);

    private ApiResult List(ApiCall call)
    {
        var names = NamesOf(call);
        var rows = Rules(call)
            .Select(
                (rule, index) =>
                {
                    var row = RuleRow.Of(rule, list.Environment, names);
                    row["pos"] = index;
                    return row;
                }
            );
        return editor.Rows(list.Place, call, rows);
    }

    private ApiResult Get(ApiCall call)
    {
        var row = RuleRow.Of(At(Rules(call), call), list.Environment, NamesOf(call));
        // Text here, a number in the list: so does the real node.
        row["pos"] = call.Text("pos");
        row["digest"] = editor.Digest(list.Place, call);
        return new ApiResult(row);
    }

    private async ValueTask<ApiResult> AddAsync(ApiCall call, CancellationToken cancel)
    {
        Rules(call);
        var rule = RuleParameters.Apply(new StoredRule("", "") { Enabled = false }, call);
        Check(rule, call);
        return await editor.ChangeAsync(list.Place, call, file => list.Put(file, call, list.Get(file, call).Insert(0, rule)), cancel);
    }

    private async ValueTask<ApiResult> ChangeAsync(ApiCall call, CancellationToken cancel)
    {
        editor.Unchanged(list.Place, call);
        var rule = At(Rules(call), call);
        var position = (int)call.Integer("pos", 0);
        if (call.Has("moveto"))
        {
            var target = (int)call.Integer("moveto", 0);
            return await editor.ChangeAsync(
                list.Place,
                call,
                file => list.Put(file, call, Move(list.Get(file, call), position, target)),
                cancel
            );
        }
        foreach (var property in Formats.Items(call.Find("delete") ?? ""))
        {
            if (property is "type" or "action")
            {
                throw ApiFailure.Parameter("delete", $"unable to delete required property '{property}'");
            }
            rule = RuleParameters.Set(rule, property, null) ?? throw ApiFailure.Parameter("delete", $"no such property ('{property}')");
        }
        rule = RuleParameters.Apply(rule, call);
        Check(rule, call);
        return await editor.ChangeAsync(
            list.Place,
            call,
            file => list.Put(file, call, list.Get(file, call).SetItem(position, rule)),
            cancel
        );
    }

    private async ValueTask<ApiResult> DeleteAsync(ApiCall call, CancellationToken cancel)
    {
        editor.Unchanged(list.Place, call);
        At(Rules(call), call);
        var position = (int)call.Integer("pos", 0);
        return await editor.ChangeAsync(list.Place, call, file => list.Put(file, call, list.Get(file, call).RemoveAt(position)), cancel);
    }

    // The rule goes before the one that has the target's place now; beyond the end is the end.
    private static ImmutableArray<StoredRule> Move(ImmutableArray<StoredRule> rules, int position, int target)
    {
        var moved = ImmutableArray.CreateBuilder<StoredRule>();
        for (var index = 0; index < rules.Length; index++)
        {
            if (index == target)
            {
                moved.Add(rules[position]);
            }
            if (index != position)
            {
                moved.Add(rules[index]);
            }
        }
        if (target >= rules.Length)
        {
            moved.Add(rules[position]);
        }
        return moved.ToImmutable();
    }

    private static StoredRule At(ImmutableArray<StoredRule> rules, ApiCall call) =>
        call.Integer("pos", 0) is var position && position < rules.Length
            ? rules[(int)position]
            : throw ApiFailure.Run($"no rule at position {call.Text("pos")}");

    private void Check(StoredRule rule, ApiCall call)
    {
        var errors = RuleCheck.Errors(rule, list.Environment, NamesOf(call));
        if (!errors.IsEmpty)
        {
            throw ApiFailure.Parameters(errors);
        }
    }

    private ImmutableArray<StoredRule> Rules(ApiCall call) => list.Get(editor.Read(list.Place, call), call);

    private RuleNames NamesOf(ApiCall call) => new(editor.Cluster, list.Place.IsGuest ? editor.Read(list.Place, call) : null);
}
