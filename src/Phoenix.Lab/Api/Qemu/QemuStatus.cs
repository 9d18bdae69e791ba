using System.Text.Json.Nodes;
using Phoenix.Lab.Api.Config;
using Phoenix.Topology;

namespace Phoenix.Lab.Api.Qemu;

/// <summary>What virtual machines are doing.</summary>
internal sealed class QemuStatus(NodeServices node)
{
    /// <summary>A virtual machine's state.</summary>
    public async Task<JsonObject> RowAsync(int vmid, GuestConfig config, CancellationToken cancel)
    {
        var row = new JsonObject
        {
            ["vmid"] = vmid,
            ["name"] = config["name"] ?? $"VM {vmid}",
            ["status"] = "stopped",
            ["cpus"] = DefinitionBuilder.Number(config, "cores", 1) * DefinitionBuilder.Number(config, "sockets", 1),
            ["maxmem"] = ByteSize.FromMebibytes(DefinitionBuilder.MemoryOf(config)).Bytes,
            ["maxdisk"] = 0,
        };
        foreach (var counter in new[] { "mem", "disk", "cpu", "uptime", "netin", "netout", "diskread", "diskwrite" })
        {
            row[counter] = 0;
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
}
