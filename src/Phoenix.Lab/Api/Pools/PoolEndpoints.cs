using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Phoenix.Lab.Api.Cluster;
using Phoenix.Lab.Api.Http;
using Phoenix.Lab.Api.Parameters;

namespace Phoenix.Lab.Api.Pools;

/// <summary>Pools and what is in them.</summary>
internal sealed class PoolEndpoints(NodeServices node, ResourceRows rows)
{
    private static readonly Parameter Id = Parameter.Text("poolid", PoolName).Must();
    private static readonly Parameter Comment = Parameter.Text("comment");
    private static readonly Parameter Type = Parameter.Choice("type", "qemu", "lxc", "storage");

    /// <summary>The methods.</summary>
    public IEnumerable<Endpoint> All()
    {
        ImmutableArray<Parameter> members =
        [
            Id,
            Comment,
            Parameter.Text("vms", Formats.ListOf(Formats.Vmid)),
            Parameter.Text("storage", Formats.ListOf(Formats.StorageId)),
            Parameter.Flag("delete"),
            Parameter.Flag("allow-move"),
        ];
        yield return new("GET", "/pools", new ParameterSet(Parameter.Text("poolid", PoolName), Type), ListAsync);
        yield return new("POST", "/pools", new ParameterSet(Id, Comment), (call, _) => new(Create(call)));
        yield return new("PUT", "/pools", new ParameterSet(members), (call, _) => new(Change(call)));
        yield return new("DELETE", "/pools", new ParameterSet(Id), (call, _) => new(Delete(call)));
        yield return new("GET", "/pools/{poolid}", new ParameterSet(Id, Type), GetAsync);
        yield return new("PUT", "/pools/{poolid}", new ParameterSet(members), (call, _) => new(Change(call)));
        yield return new("DELETE", "/pools/{poolid}", new ParameterSet(Id), (call, _) => new(Delete(call)));
    }

    private async ValueTask<ApiResult> ListAsync(ApiCall call, CancellationToken cancel)
    {
        if (call.Has("poolid"))
        {
            return new ApiResult(new JsonArray(await WithMembersAsync(Known(call), call.Find("type"), cancel)));
        }
        return new ApiResult(new JsonArray([.. node.Pools.All.Values.Select(static pool => (JsonNode)Row(pool))]));
    }

    private async ValueTask<ApiResult> GetAsync(ApiCall call, CancellationToken cancel)
    {
        var row = await WithMembersAsync(Known(call), call.Find("type"), cancel);
        return new ApiResult(row);
    }

    private ApiResult Create(ApiCall call)
    {
        var id = call.Text("poolid");
        if (node.Pools.All.ContainsKey(id))
        {
            throw ApiFailure.Run($"create pool failed: pool '{id}' already exists");
        }
        if (id.LastIndexOf('/') is > 0 and var slash && !node.Pools.All.ContainsKey(id[..slash]))
        {
            throw ApiFailure.Run($"create pool failed: parent '{id[..slash]}' of pool '{id}' does not exist");
        }
        node.Pools.Put(new Pool(id, call.Find("comment") ?? "", [], []));
        return ApiResult.Nothing;
    }

    private ApiResult Change(ApiCall call)
    {
        var pool =
            node.Pools.All.GetValueOrDefault(call.Text("poolid"))
            ?? throw ApiFailure.Run($"update pools failed: pool '{call.Text("poolid")}' does not exist");
        var guests = Formats.Items(call.Find("vms") ?? "").Select(int.Parse).ToImmutableArray();
        var storages = Formats.Items(call.Find("storage") ?? "").ToImmutableArray();
        if (call.Flag("delete"))
        {
            foreach (var vmid in guests.Where(vmid => !pool.Guests.Contains(vmid)))
            {
                throw ApiFailure.Run($"update pools failed: VM {vmid} is not a pool member");
            }
            pool = pool with { Guests = pool.Guests.Except(guests), Storages = pool.Storages.Except(storages) };
        }
        else
        {
            foreach (var vmid in guests)
            {
                Joinable(vmid, pool, call.Flag("allow-move"));
            }
            pool = pool with { Guests = pool.Guests.Union(guests), Storages = pool.Storages.Union(storages) };
        }
        node.Pools.Put(pool with { Comment = call.Find("comment") ?? pool.Comment });
        return ApiResult.Nothing;
    }

    private void Joinable(int vmid, Pool pool, bool move)
    {
        if (node.Pools.Of(vmid) is not { } other || other.Id == pool.Id)
        {
            return;
        }
        if (!move)
        {
            throw ApiFailure.Run($"update pools failed: VM {vmid} belongs already to pool '{other.Id}' and 'allow-move' is not set");
        }
        node.Pools.Forget(vmid);
    }

    private ApiResult Delete(ApiCall call)
    {
        var id = call.Text("poolid");
        var pool = node.Pools.All.GetValueOrDefault(id) ?? throw ApiFailure.Run($"delete pool failed: pool '{id}' does not exist");
        if (!pool.Guests.IsEmpty)
        {
            throw ApiFailure.Run($"delete pool failed: pool '{id}' is not empty (contains VM {pool.Guests[0]})");
        }
        if (!pool.Storages.IsEmpty)
        {
            throw ApiFailure.Run($"delete pool failed: pool '{id}' is not empty (contains storage '{pool.Storages[0]}')");
        }
        node.Pools.Remove(id);
        return ApiResult.Nothing;
    }

    private async Task<JsonObject> WithMembersAsync(Pool pool, string? type, CancellationToken cancel)
    {
        var members = new JsonArray();
        foreach (var vmid in pool.Guests)
        {
            if (node.Guests.Find(vmid) is { } config)
            {
                var member = await rows.GuestAsync(vmid, config, cancel);
                member.Remove("pool");
                member.Remove("tags");
                if (type is null || member["type"]!.GetValue<string>() == type)
                {
                    members.Add((JsonNode)member);
                }
            }
        }
        foreach (var storage in node.Storage.All.Where(storage => type is null or "storage" && pool.Storages.Contains(storage.Name)))
        {
            members.Add((JsonNode)rows.Storage(storage));
        }
        var row = Row(pool);
        row["members"] = members;
        return row;
    }

    private Pool Known(ApiCall call) =>
        node.Pools.All.GetValueOrDefault(call.Text("poolid")) ?? throw ApiFailure.Run($"pool '{call.Text("poolid")}' does not exist");

    private static JsonObject Row(Pool pool)
    {
        var row = new JsonObject { ["poolid"] = pool.Id };
        if (pool.Comment.Length > 0)
        {
            row["comment"] = pool.Comment;
        }
        return row;
    }

    private static string? PoolName(string path, string value) =>
        Formats.PoolId(path, value) is null ? null : $"pool name '{value}' contains invalid characters";
}
