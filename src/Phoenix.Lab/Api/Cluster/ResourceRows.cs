using System.Text.Json.Nodes;
using Phoenix.Lab.Api.Config;
using Phoenix.Lab.Api.Lxc;
using Phoenix.Lab.Api.Qemu;
using Phoenix.Lab.Api.Storage;
using Phoenix.Topology;

namespace Phoenix.Lab.Api.Cluster;

/// <summary>The rows of the inventory. The real node fills them every ten seconds; the lab's are of the moment.</summary>
internal sealed class ResourceRows(NodeServices node, LxcStatus containers, QemuStatus machines, NodeFacts facts)
{
    /// <summary>The rows of a type, or all.</summary>
    public async Task<JsonArray> ResourcesAsync(string? type, CancellationToken cancel)
    {
        var rows = new JsonArray();
        if (type is null)
        {
            foreach (var pool in node.Pools.All.Keys)
            {
                rows.Add(
                    (JsonNode)
                        new JsonObject
                        {
                            ["id"] = $"/pool/{pool}",
                            ["type"] = "pool",
                            ["pool"] = pool,
                        }
                );
            }
        }
        if (type is null or "vm")
        {
            foreach (var (vmid, config) in node.Guests.All)
            {
                rows.Add((JsonNode)await GuestAsync(vmid, config, cancel));
            }
        }
        if (type is null or "node")
        {
            rows.Add((JsonNode)NodeRow());
        }
        if (type is null or "storage")
        {
            foreach (var storage in node.Storage.All)
            {
                rows.Add((JsonNode)Storage(storage));
            }
        }
        if (type is null or "sdn")
        {
            rows.Add(
                (JsonNode)
                    new JsonObject
                    {
                        ["id"] = $"sdn/{node.Options.NodeName}/localnetwork",
                        ["type"] = "sdn",
                        ["sdn"] = "localnetwork",
                        ["node"] = node.Options.NodeName,
                        ["status"] = "ok",
                    }
            );
        }
        return rows;
    }

    /// <summary>A guest as pools and the inventory show it.</summary>
    public async Task<JsonObject> GuestAsync(int vmid, GuestConfig config, CancellationToken cancel)
    {
        var container = config.Kind == GuestKind.Container;
        var state = container ? await containers.RowAsync(vmid, config, cancel) : await machines.RowAsync(vmid, config, cancel);
        var row = new JsonObject
        {
            ["id"] = $"{(container ? "lxc" : "qemu")}/{vmid}",
            ["type"] = container ? "lxc" : "qemu",
            ["node"] = node.Options.NodeName,
            ["vmid"] = vmid,
            ["template"] = config["template"] == "1" ? 1 : 0,
            ["maxcpu"] = state["cpus"]?.DeepClone(),
        };
        foreach (
            var key in new[]
            {
                "name",
                "status",
                "maxmem",
                "maxdisk",
                "mem",
                "disk",
                "cpu",
                "uptime",
                "netin",
                "netout",
                "diskread",
                "diskwrite",
            }
        )
        {
            row[key] = state[key]?.DeepClone();
        }
        if (config["tags"] is { } tags)
        {
            row["tags"] = tags;
        }
        if (config["lock"] is { } held)
        {
            row["lock"] = held;
            row["status"] = held == "create" ? "unknown" : row["status"]?.DeepClone();
        }
        if (node.Pools.Of(vmid) is { } pool)
        {
            row["pool"] = pool.Id;
        }
        return row;
    }

    /// <summary>The node.</summary>
    public JsonObject NodeRow() =>
        new()
        {
            ["id"] = $"node/{node.Options.NodeName}",
            ["type"] = "node",
            ["node"] = node.Options.NodeName,
            ["status"] = "online",
            ["level"] = "",
            ["cgroup-mode"] = 2,
            ["maxcpu"] = Environment.ProcessorCount,
            ["cpu"] = facts.Load / Environment.ProcessorCount,
            ["maxmem"] = facts.MemoryTotal,
            ["mem"] = facts.MemoryUsed,
            ["maxdisk"] = facts.DiskTotal,
            ["disk"] = facts.DiskUsed,
            ["uptime"] = facts.Uptime,
        };

    /// <summary>A storage.</summary>
    public JsonObject Storage(NodeStorage storage) =>
        new()
        {
            ["id"] = $"storage/{node.Options.NodeName}/{storage.Name}",
            ["type"] = "storage",
            ["storage"] = storage.Name,
            ["node"] = node.Options.NodeName,
            ["plugintype"] = "dir",
            ["content"] = storage.Content,
            ["shared"] = 0,
            ["status"] = "available",
            ["maxdisk"] = facts.DiskTotal,
            ["disk"] = facts.DiskUsed,
        };
}
