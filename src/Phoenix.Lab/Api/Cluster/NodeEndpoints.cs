using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Phoenix.Lab.Api.Http;
using Phoenix.Lab.Api.Lxc;
using Phoenix.Lab.Api.Parameters;

namespace Phoenix.Lab.Api.Cluster;

/// <summary>The version, the list of nodes, the node's state.</summary>
internal sealed class NodeEndpoints(ResourceRows rows, NodeFacts facts, NodeCertificate certificate)
{
    /// <summary>The version of the API that the lab follows.</summary>
    public const string Version = "8.4.1";

    /// <summary>The methods.</summary>
    public IEnumerable<Endpoint> All()
    {
        var onNode = new ParameterSet(LxcParameters.Node);
        yield return new("GET", "/version", new ParameterSet(), (_, _) => new(VersionOf()));
        yield return new("GET", "/nodes", new ParameterSet(), (_, _) => new(Nodes()));
        yield return new(
            "GET",
            "/nodes/{node}",
            onNode,
            (_, _) => new(Names("firewall", "lxc", "qemu", "status", "storage", "tasks", "version", "aplinfo"))
        );
        yield return new("GET", "/nodes/{node}/status", onNode, (_, _) => new(Status()));
        yield return new("GET", "/nodes/{node}/version", onNode, (_, _) => new(VersionOf()));
    }

    private static ApiResult VersionOf() =>
        // No commit of Proxmox: whoever looks sees that this is the lab.
        new(
            new JsonObject
            {
                ["version"] = Version,
                ["release"] = "8.4",
                ["repoid"] = "phoenix-lab",
            }
        );

    private ApiResult Nodes()
    {
        var row = rows.NodeRow();
        row.Remove("cgroup-mode");
        row["ssl_fingerprint"] = certificate.Fingerprint;
        return new ApiResult(new JsonArray(row));
    }

    private ApiResult Status() =>
        new(
            new JsonObject
            {
                ["pveversion"] = $"pve-manager/{Version}/phoenix-lab",
                ["kversion"] = $"Linux {facts.Kernel}",
                ["uptime"] = facts.Uptime,
                ["loadavg"] = new JsonArray([.. facts.Loads.Select(static load => (JsonNode)JsonValue.Create(load))]),
                ["cpu"] = facts.Load / Environment.ProcessorCount,
                ["wait"] = 0,
                ["idle"] = 0,
                ["cpuinfo"] = new JsonObject
                {
                    ["cpus"] = Environment.ProcessorCount,
                    ["cores"] = Environment.ProcessorCount,
                    ["sockets"] = 1,
                },
                ["memory"] = new JsonObject
                {
                    ["total"] = facts.MemoryTotal,
                    ["used"] = facts.MemoryUsed,
                    ["free"] = facts.MemoryTotal - facts.MemoryUsed,
                },
                ["rootfs"] = new JsonObject
                {
                    ["total"] = facts.DiskTotal,
                    ["used"] = facts.DiskUsed,
                    ["free"] = facts.DiskTotal - facts.DiskUsed,
                    ["avail"] = facts.DiskFree,
                },
                ["swap"] = new JsonObject
                {
                    ["total"] = 0,
                    ["used"] = 0,
                    ["free"] = 0,
                },
                ["ksm"] = new JsonObject { ["shared"] = 0 },
                ["boot-info"] = new JsonObject { ["mode"] = "legacy-bios" },
                ["current-kernel"] = new JsonObject
                {
                    ["sysname"] = "Linux",
                    ["release"] = facts.Kernel,
                    ["machine"] = "x86_64",
                },
            }
        );

    private static ApiResult Names(params ImmutableArray<string> names) =>
        new(new JsonArray([.. names.Select(static name => (JsonNode)new JsonObject { ["name"] = name })]));
}
