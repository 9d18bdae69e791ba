using System.Net;
using Phoenix.Topology;

namespace Phoenix.Components.Tests.Certificates;

/// <summary>A small platform; <see cref="OnLoopback"/> is one whose addresses a test can really use.</summary>
internal static class TestPlatform
{
    public static readonly DateTimeOffset Now = new(2026, 11, 22, 12, 0, 0, TimeSpan.Zero);

    public static Platform Home { get; } = Of("10.0.0", 24);

    public static Platform OnLoopback { get; } = Of("127.0.0", 24);

    private static Platform Of(string prefix, int length) =>
        new()
        {
            Name = "home",
            Domain = "phoenix.internal",
            Hypervisor = new Hypervisor.Lab { Node = "pve" },
            Network = new Network
            {
                Bridge = "vmbr0",
                Subnet = IPNetwork.Parse($"{prefix}.0/{length}"),
                Host = IPAddress.Parse($"{prefix}.13"),
                Gateway = IPAddress.Parse($"{prefix}.254"),
            },
            Guests =
            [
                Guest("step-ca", 103, $"{prefix}.1", GuestRole.StepCa),
                Guest("nginx", 101, $"{prefix}.153", GuestRole.Nginx),
                Guest("traefik", 102, $"{prefix}.12", GuestRole.Traefik),
            ],
            Routes =
            [
                new Route
                {
                    Host = "hello",
                    To = "traefik",
                    Port = 8080,
                },
            ],
        };

    private static Guest Guest(string name, int id, string address, GuestRole role) =>
        new()
        {
            Name = name,
            Id = id,
            Kind = GuestKind.Container,
            Address = IPAddress.Parse(address),
            Role = role,
        };
}
