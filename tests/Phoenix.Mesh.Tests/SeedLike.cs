using System.Net;
using Phoenix.Topology;

namespace Phoenix.Mesh.Tests;

/// <summary>A platform like the seed, for renders that the router reads back.</summary>
internal static class SeedLike
{
    public static Platform Platform(params ReadOnlySpan<Route> routes) =>
        new()
        {
            Name = "home",
            Domain = "phoenix.internal",
            Hypervisor = new Hypervisor.Lab { Node = "pve" },
            Network = new Network
            {
                Bridge = "vmbr0",
                Subnet = IPNetwork.Parse("127.0.0.0/8"),
                Host = IPAddress.Parse("127.0.0.13"),
                Gateway = IPAddress.Parse("127.0.0.1"),
            },
            Guests =
            [
                Guest("step-ca", 103, GuestKind.Container, "127.0.0.10", GuestRole.StepCa),
                Guest("nginx", 101, GuestKind.Container, "127.0.0.1", GuestRole.Nginx),
                Guest("traefik", 102, GuestKind.Container, "127.0.0.12", GuestRole.Traefik),
                Guest("portainer", 1001, GuestKind.VirtualMachine, "127.0.0.111", GuestRole.Portainer),
                Guest("drphoenix", 1002, GuestKind.VirtualMachine, "127.0.0.102", GuestRole.DockerHost),
            ],
            Routes = [.. routes],
        };

    private static Guest Guest(string name, int id, GuestKind kind, string address, GuestRole role) =>
        new()
        {
            Name = name,
            Id = id,
            Kind = kind,
            Address = IPAddress.Parse(address),
            Role = role,
        };
}
