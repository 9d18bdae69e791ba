using Phoenix.Topology;

namespace Phoenix.Proxmox.Tests.Contract;

/// <summary>The calls that containers and virtual machines have in common.</summary>
internal static class GuestCalls
{
    private const string Node = ClientCalls.Node;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    public static ClientCall[] Of(GuestKind kind)
    {
        var guest = $"/nodes/{{node}}/{(kind == GuestKind.Container ? "lxc" : "qemu")}/{{vmid}}";
        return
        [
            new("GuestPowerApi.StartAsync", $"POST {guest}/status/start", (client, cancel) => Power(client).StartAsync(Node, 101, cancel)),
            new("GuestPowerApi.StopAsync", $"POST {guest}/status/stop", (client, cancel) => Power(client).StopAsync(Node, 101, cancel)),
            new(
                "GuestPowerApi.StopOverShutdownAsync",
                $"POST {guest}/status/stop",
                (client, cancel) => Power(client).StopOverShutdownAsync(Node, 101, cancel)
            ),
            new(
                "GuestPowerApi.ShutdownAsync",
                $"POST {guest}/status/shutdown",
                (client, cancel) => Power(client).ShutdownAsync(Node, 101, Patience, cancel)
            ),
            new(
                "GuestPowerApi.ShutdownOrStopAsync",
                $"POST {guest}/status/shutdown",
                (client, cancel) => Power(client).ShutdownOrStopAsync(Node, 101, Patience, cancel)
            ),
            new(
                "GuestPowerApi.RebootAsync",
                $"POST {guest}/status/reboot",
                (client, cancel) => Power(client).RebootAsync(Node, 101, Patience, cancel)
            ),
            new("GuestSnapshotsApi.ListAsync", $"GET {guest}/snapshot", (client, cancel) => Snapshots(client).ListAsync(Node, 101, cancel)),
            new(
                "GuestSnapshotsApi.CreateAsync",
                $"POST {guest}/snapshot",
                (client, cancel) => Snapshots(client).CreateAsync(Node, 101, "before-up", "before up", cancel)
            ),
            new(
                "GuestSnapshotsApi.RollbackAsync",
                $"POST {guest}/snapshot/{{snapname}}/rollback",
                (client, cancel) => Snapshots(client).RollbackAsync(Node, 101, "before-up", cancel)
            ),
            new(
                "GuestSnapshotsApi.DeleteAsync",
                $"DELETE {guest}/snapshot/{{snapname}}",
                (client, cancel) => Snapshots(client).DeleteAsync(Node, 101, "before-up", cancel)
            ),
        ];

        Guests.GuestPowerApi Power(ProxmoxClient client) => kind == GuestKind.Container ? client.Lxc.Power : client.Qemu.Power;

        Guests.GuestSnapshotsApi Snapshots(ProxmoxClient client) =>
            kind == GuestKind.Container ? client.Lxc.Snapshots : client.Qemu.Snapshots;
    }
}
