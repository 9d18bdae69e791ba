using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Phoenix.Lab.Api.Config;
using Phoenix.Lab.Api.Http;
using Phoenix.Lab.Api.Parameters;
using Phoenix.Lab.Runtime;
using Phoenix.Topology;

namespace Phoenix.Lab.Api.Lxc;

/// <summary>What containers are doing.</summary>
internal sealed class LxcStatus(NodeServices node)
{
    /// <summary>The methods.</summary>
    public IEnumerable<Endpoint> All()
    {
        yield return new("GET", "/nodes/{node}/lxc", new ParameterSet(LxcParameters.Node), ListAsync);
        yield return new("GET", "/nodes/{node}/lxc/{vmid}", LxcParameters.Guest, (call, _) => new(Index(call)));
        yield return new("GET", "/nodes/{node}/lxc/{vmid}/status", LxcParameters.Guest, (_, _) => new(StatusIndex()));
        yield return new("GET", "/nodes/{node}/lxc/{vmid}/status/current", LxcParameters.Guest, CurrentAsync);
        yield return new("GET", "/nodes/{node}/lxc/{vmid}/interfaces", LxcParameters.Guest, InterfacesAsync);
    }

    /// <summary>A container's state.</summary>
    public async Task<JsonObject> RowAsync(int vmid, GuestConfig config, CancellationToken cancel)
    {
        var memory = ByteSize.FromMebibytes(DefinitionBuilder.MemoryOf(config)).Bytes;
        var row = new JsonObject
        {
            ["vmid"] = vmid,
            ["name"] = config["hostname"] ?? $"CT{vmid}",
            ["type"] = "lxc",
            ["status"] = "stopped",
            ["cpus"] = DefinitionBuilder.Number(config, "cores", Environment.ProcessorCount),
            ["maxmem"] = memory,
            ["maxswap"] = ByteSize.FromMebibytes(DefinitionBuilder.Number(config, "swap", 512)).Bytes,
            ["maxdisk"] = DiskOf(config),
        };
        foreach (var counter in ImmutableArray.Create("mem", "swap", "disk", "cpu", "uptime", "netin", "netout", "diskread", "diskwrite"))
        {
            row[counter] = 0;
        }
        if (config["tags"] is { } tags)
        {
            row["tags"] = tags;
        }
        if (config["lock"] is { } held)
        {
            row["lock"] = held;
        }
        if (config["template"] == "1")
        {
            row["template"] = 1;
        }
        if (await node.Runtime.ProcessAsync(vmid, cancel) is { } process)
        {
            var uptime = node.Time.GetUtcNow() - process.StartedAt;
            row["status"] = "running";
            row["pid"] = process.ProcessId;
            row["mem"] = process.MemoryUsed.Bytes;
            row["uptime"] = (long)uptime.TotalSeconds;
            row["cpu"] = uptime > TimeSpan.Zero ? Math.Round(process.CpuTime / uptime, 6) : 0;
        }
        return row;
    }

    private async ValueTask<ApiResult> ListAsync(ApiCall call, CancellationToken cancel)
    {
        var rows = new JsonArray();
        foreach (var (vmid, config) in node.Guests.All.Where(static pair => pair.Value.Kind == GuestKind.Container))
        {
            rows.Add((JsonNode)await RowAsync(vmid, config, cancel));
        }
        return new ApiResult(rows);
    }

    private async ValueTask<ApiResult> CurrentAsync(ApiCall call, CancellationToken cancel)
    {
        var row = await RowAsync(call.Vmid, node.Guests.Get(GuestKind.Container, call.Vmid), cancel);
        row["ha"] = new JsonObject { ["managed"] = 0 };
        return new ApiResult(row);
    }

    private async ValueTask<ApiResult> InterfacesAsync(ApiCall call, CancellationToken cancel)
    {
        node.Guests.Get(GuestKind.Container, call.Vmid);
        if (!await node.IsRunningAsync(call.Vmid, cancel))
        {
            return ApiResult.Nothing;
        }
        var interfaces = await node.Runtime.InterfacesAsync(call.Vmid, cancel);
        return new ApiResult(new JsonArray([.. interfaces.Select(Row)]));
    }

    private static JsonNode Row(GuestInterface found)
    {
        var hardware = found.HardwareAddress.ToLowerInvariant();
        var addresses = new JsonArray();
        var row = new JsonObject
        {
            ["name"] = found.Name,
            ["hwaddr"] = hardware,
            ["hardware-address"] = hardware,
            ["ip-addresses"] = addresses,
        };
        foreach (var address in found.Addresses)
        {
            var version = address.Contains(':', StringComparison.Ordinal) ? "inet6" : "inet";
            var (bare, prefix) = address.Split('/') is [var before, var after]
                ? (before, after)
                : (address, version == "inet" ? "32" : "128");
            row[version] ??= address;
            addresses.Add(
                (JsonNode)
                    new JsonObject
                    {
                        ["ip-address"] = bare,
                        ["prefix"] = prefix,
                        ["ip-address-type"] = version,
                    }
            );
        }
        return row;
    }

    private ApiResult Index(ApiCall call)
    {
        node.Guests.Get(GuestKind.Container, call.Vmid);
        return Subdirectories("config", "pending", "status", "clone", "snapshot", "firewall", "resize", "interfaces", "feature");
    }

    private static ApiResult StatusIndex() => Subdirectories("current", "start", "stop", "shutdown", "reboot");

    private static ApiResult Subdirectories(params ImmutableArray<string> names) =>
        new(new JsonArray([.. names.Select(static name => (JsonNode)new JsonObject { ["subdir"] = name })]));

    // A volume without a size of its own counts as Proxmox's default of 4 GiB.
    private static long DiskOf(GuestConfig config) =>
        NormalForm.Bytes(LxcFormats.RootFs.Parse(config["rootfs"] ?? "").GetValueOrDefault("size") ?? "") is > 0 and var bytes
            ? bytes
            : 4L << 30;
}
