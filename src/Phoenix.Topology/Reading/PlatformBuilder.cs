using Phoenix.Topology.Language;

namespace Phoenix.Topology.Reading;

/// <summary>Makes the platform of a draft that no check found fault with: whatever is required is there.</summary>
internal static class PlatformBuilder
{
    public static Platform Build(PlatformDraft draft, string directory) =>
        new()
        {
            Name = draft.Name!.Value,
            Domain = draft.Domain!.Value,
            Hypervisor = Hypervisor(draft.Hypervisor),
            Network = Network(draft.Network!),
            Guests = [.. draft.Guests.Select(Guest)],
            Stacks = [.. draft.Stacks.Select(Stack)],
            Routes = [.. draft.Routes.Select(Route)],
            Allow = [.. draft.Allow.Select(Allow)],
            Directory = directory,
        };

    private static Hypervisor Hypervisor(HypervisorDraft draft)
    {
        var node = draft.Node?.Value ?? HypervisorKeys.DefaultNode;
        var (disks, images) = (draft.Disks?.Value, draft.Images?.Value);
        return draft.IsLab
            ? new Hypervisor.Lab
            {
                Node = node,
                DiskStorage = disks,
                ImageStorage = images,
            }
            : new Hypervisor.Proxmox
            {
                Node = node,
                DiskStorage = disks,
                ImageStorage = images,
                Endpoint = Endpoint(draft.Endpoint!.Value),
                TokenSecret = draft.TokenSecret!.Value,
                Fingerprint = draft.Fingerprint?.Value,
                Ssh = draft.Ssh?.Value,
            };
    }

    /// <summary>The API's address, on Proxmox's port unless another is written.</summary>
    private static Uri Endpoint(string text)
    {
        var host = text["https://".Length..].TrimEnd('/');
        return new Uri(host.Contains(':', StringComparison.Ordinal) ? $"https://{host}" : $"https://{host}:8006");
    }

    private static Network Network(NetworkDraft draft) =>
        new()
        {
            Bridge = draft.Bridge?.Value ?? NetworkKeys.DefaultBridge,
            Subnet = draft.Subnet!.Value.Network,
            Host = draft.Host!.Value,
            Gateway = draft.Gateway!.Value,
            Forwarders = [.. draft.Forwarders.Select(address => address.Value)],
        };

    private static Guest Guest(GuestDraft draft)
    {
        var defaults = RoleDefaults.For(draft.Role!.Value);
        return new Guest
        {
            Name = draft.Name.Value,
            Id = draft.Id!.Value,
            Kind = draft.Kind!.Value,
            Address = draft.Address!.Value,
            Role = draft.Role.Value,
            Cores = draft.Cores?.Value ?? defaults.Cores,
            Memory = draft.Memory?.Value ?? defaults.Memory,
            Disk = draft.Disk?.Value ?? defaults.Disk,
        };
    }

    private static Stack Stack(StackDraft draft) =>
        new()
        {
            Name = draft.Name.Value,
            On = draft.On!.Value,
            ComposePath = draft.ComposePath!.Value,
            ComposeText = draft.Compose!.Text,
            Environment = [.. draft.Environment.Select(variable => new EnvironmentVariable(variable.Name.Value, variable.Value))],
            Secrets = [.. draft.Secrets.Select(secret => secret.Value)],
            Services = [.. draft.Services.Select(service => service.Service)],
        };

    private static Route Route(RouteDraft draft) =>
        new()
        {
            Host = draft.Host!.Value,
            To = draft.To!.Value,
            Port = draft.Port!.Value,
            Tls = draft.Tls?.Value ?? false,
            HealthPath = draft.HealthPath?.Value,
            Stack = draft.Stack?.Name.Value,
            Service = draft.Service?.Value,
        };

    private static AllowRule Allow(AllowDraft draft) =>
        new(
            draft.From!.Value.Network,
            draft.To!.Value,
            draft.Port!.Value,
            draft.Protocol?.Value ?? TransportProtocol.Tcp,
            draft.Why!.Value
        );
}
