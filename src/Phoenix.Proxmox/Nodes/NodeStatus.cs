using Phoenix.Proxmox.Transport;
using Phoenix.Topology;

namespace Phoenix.Proxmox.Nodes;

/// <summary>What a node has and uses.</summary>
/// <param name="ProxmoxVersion">As the node names it, e.g. <c>pve-manager/8.4.1/2a5fa54a8503f96d</c>.</param>
/// <param name="Kernel">The kernel's version line.</param>
/// <param name="Uptime">How long it runs.</param>
/// <param name="Cores">Cores.</param>
/// <param name="Load">Load average of one minute.</param>
/// <param name="Memory">Memory.</param>
/// <param name="MemoryUsed">Memory in use.</param>
/// <param name="RootDisk">Size of the root file system.</param>
/// <param name="RootDiskUsed">Its used part.</param>
public sealed record NodeStatus(
    string ProxmoxVersion,
    string Kernel,
    TimeSpan Uptime,
    int Cores,
    double Load,
    ByteSize Memory,
    ByteSize MemoryUsed,
    ByteSize RootDisk,
    ByteSize RootDiskUsed
)
{
    internal static NodeStatus From(Answer answer) =>
        new(
            answer["pveversion"].Text ?? "",
            answer["kversion"].Text ?? "",
            TimeSpan.FromSeconds(answer["uptime"].Number ?? 0),
            (int)(answer["cpuinfo"]["cpus"].Number ?? answer["cpuinfo"]["cores"].Number ?? 0),
            answer["loadavg"].Rows.FirstOrDefault().Fraction ?? 0,
            new ByteSize(answer["memory"]["total"].Number ?? 0),
            new ByteSize(answer["memory"]["used"].Number ?? 0),
            new ByteSize(answer["rootfs"]["total"].Number ?? 0),
            new ByteSize(answer["rootfs"]["used"].Number ?? 0)
        );
}
