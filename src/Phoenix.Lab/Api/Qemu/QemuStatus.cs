using System.Text.Json.Nodes;
using Phoenix.Lab.Api.Config;
using Phoenix.Lab.Api.Http;
using Phoenix.Lab.Api.Lxc;
using Phoenix.Lab.Api.Parameters;
using Phoenix.Topology;

namespace Phoenix.Lab.Api.Qemu;

/// <summary>What virtual machines are doing.</summary>
internal sealed class QemuStatus(NodeServices node)
{
    /// <summary>The methods.</summary>
    public IEnumerable<Endpoint> All()
    {
        yield return new("GET", "/nodes/{node}/qemu", new ParameterSet(LxcParameters.Node, Parameter.Flag("full")), ListAsync);
        yield return new("GET", "/nodes/{node}/qemu/{vmid}", LxcParameters.Guest, (call, _) => new(Index(call)));
        yield return new("GET", "/nodes/{node}/qemu/{vmid}/status/current", LxcParameters.Guest, CurrentAsync);
    }

    /// <summary>A virtual machine's state.</summary>
    public async Task<JsonObject> RowAsync(int vmid, GuestConfig config, CancellationToken cancel)
    {
        var row = new JsonObject
        {
            ["vmid"] = vmid,
            ["name"] = config["name"] ?? $"VM {vmid}",
            ["status"] = "stopped",
            ["cpus"] = Math.Min(
                Environment.ProcessorCount,
                DefinitionBuilder.Number(config, "cores", 1) * DefinitionBuilder.Number(config, "sockets", 1)
            ),
            ["maxmem"] = ByteSize.FromMebibytes(DefinitionBuilder.MemoryOf(config)).Bytes,
            ["maxdisk"] = DiskOf(config),
        };
        foreach (var counter in new[] { "mem", "disk", "cpu", "uptime", "netin", "netout", "diskread", "diskwrite" })
        {
            row[counter] = 0;
        }
        foreach (var key in new[] { "tags", "lock" })
        {
            if (config[key] is { } value)
            {
                row[key] = value;
            }
        }
        if (config["template"] == "1")
        {
            row["template"] = 1;
        }
        if (config["serial0"] is not null)
        {
            row["serial"] = 1;
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
        foreach (var (vmid, config) in node.Guests.All.Where(static pair => pair.Value.Kind == GuestKind.VirtualMachine))
        {
            rows.Add((JsonNode)await RowAsync(vmid, config, cancel));
        }
        return new ApiResult(rows);
    }

    private async ValueTask<ApiResult> CurrentAsync(ApiCall call, CancellationToken cancel)
    {
        var config = node.Guests.Get(GuestKind.VirtualMachine, call.Vmid);
        var row = await RowAsync(call.Vmid, config, cancel);
        row["qmpstatus"] = row["status"]?.DeepClone();
        row["clipboard"] = null;
        row["ha"] = new JsonObject { ["managed"] = 0 };
        if (QemuFormats.Agent.Parse(config["agent"] ?? "").GetValueOrDefault("enabled") == "1")
        {
            row["agent"] = 1;
        }
        return new ApiResult(row);
    }

    private ApiResult Index(ApiCall call)
    {
        node.Guests.Get(GuestKind.VirtualMachine, call.Vmid);
        var names = new[] { "config", "pending", "status", "agent", "cloudinit", "clone", "snapshot", "firewall", "resize", "feature" };
        return new ApiResult(new JsonArray([.. names.Select(static name => (JsonNode)new JsonObject { ["subdir"] = name })]));
    }

    // The size of the first disk; CD drives do not count.
    private static long DiskOf(GuestConfig config) =>
        config
            .Values.Where(static pair => QemuParameters.IsDrive(pair.Key))
            .Select(static pair => QemuFormats.Drive.Parse(pair.Value))
            .Where(static drive => drive.GetValueOrDefault("media") != "cdrom")
            .Select(static drive => NormalForm.Bytes(drive.GetValueOrDefault("size") ?? "") ?? 0)
            .FirstOrDefault();
}
