using System.Collections.Immutable;
using Phoenix.Topology.Language;
using Phoenix.Topology.Yaml;

namespace Phoenix.Topology.Reading;

/// <summary>Reads the tree of a <c>phoenix.yaml</c> into a draft, by the keys of the language. Compose files are read later.</summary>
internal static class DraftReader
{
    public static PlatformDraft? Read(Node root, Findings findings)
    {
        if (PlatformKeys.Section.Read(root, null, findings) is not { } file)
        {
            return null;
        }

        var fields = file.Value;
        ImmutableArray<StackDraft> stacks = [];
        ImmutableArray<RouteDraft> routes = [];
        foreach (var stack in fields.Read(PlatformKeys.Stacks)?.Value ?? [])
        {
            var draft = Stack(stack);
            stacks = stacks.Add(draft);
            routes = routes.AddRange((stack.Value.Read(StackKeys.Routes)?.Value ?? []).Select(route => RouteOf(draft, route.Value)));
        }

        var guests = fields.Read(PlatformKeys.Guests);
        return new PlatformDraft
        {
            Start = file.Span with { Length = 1 },
            Name = fields.Read(PlatformKeys.Name),
            Domain = fields.Read(PlatformKeys.Domain),
            Hypervisor = Hypervisor(fields.Read(PlatformKeys.Hypervisor)?.Value, file.Span),
            Network = fields.Read(PlatformKeys.Network) is { } network ? Network(network.Value) : null,
            GuestsKey = guests is null ? null : fields.KeySpan(PlatformKeys.Guests),
            Guests = [.. (guests?.Value ?? []).Select(Guest)],
            Stacks = stacks,
            Routes = routes.AddRange((fields.Read(PlatformKeys.Routes)?.Value ?? []).Select(route => Route(route.Value))),
            Allow = [.. (fields.Read(PlatformKeys.Allow)?.Value ?? []).Select(rule => Allow(rule.Value))],
        };
    }

    private static HypervisorDraft Hypervisor(Fields? fields, SourceSpan start)
    {
        var endpoint = fields?.Read(HypervisorKeys.Endpoint);
        var token = fields?.Read(HypervisorKeys.Token);
        return new HypervisorDraft(
            fields?.Owner ?? start,
            endpoint,
            fields?.Read(HypervisorKeys.Node),
            token?.Value.Read(HypervisorKeys.Secret),
            fields?.Read(HypervisorKeys.Fingerprint),
            fields?.Read(HypervisorKeys.Ssh),
            fields?.Read(HypervisorKeys.Disks),
            fields?.Read(HypervisorKeys.Images)
        )
        {
            Token = fields?.KeySpan(HypervisorKeys.Token),
            // An endpoint that is wrong is neither: nothing that depends on it is reported.
            IsLab = fields?.KeySpan(HypervisorKeys.Endpoint) is null || endpoint?.Value == "lab",
        };
    }

    private static NetworkDraft Network(Fields fields) =>
        new(
            fields.Read(NetworkKeys.Bridge),
            fields.Read(NetworkKeys.Subnet),
            fields.Read(NetworkKeys.Host),
            fields.Read(NetworkKeys.Gateway),
            fields.Read(NetworkKeys.Dns)?.Value.Read(NetworkKeys.Forward)?.Value ?? []
        );

    private static GuestDraft Guest(Named<Fields> guest) =>
        new(
            guest.Name,
            guest.Value.Read(GuestKeys.Id),
            guest.Value.Read(GuestKeys.Kind),
            guest.Value.Read(GuestKeys.Address),
            guest.Value.Read(GuestKeys.Runs),
            guest.Value.Read(GuestKeys.Cores),
            guest.Value.Read(GuestKeys.Memory),
            guest.Value.Read(GuestKeys.Disk)
        );

    private static StackDraft Stack(Named<Fields> stack) =>
        new(
            stack.Name,
            stack.Value.Read(StackKeys.On),
            stack.Value.Read(StackKeys.Compose),
            stack.Value.Read(StackKeys.Env)?.Value ?? [],
            stack.Value.Read(StackKeys.Secrets)?.Value ?? []
        );

    private static RouteDraft RouteOf(StackDraft stack, Fields fields) =>
        new(
            stack,
            fields.Read(RouteKeys.Host),
            stack.On,
            fields.Read(RouteKeys.Service),
            fields.Read(RouteKeys.PublishedPort),
            fields.Read(RouteKeys.Tls),
            fields.Read(RouteKeys.Health)
        );

    private static RouteDraft Route(Fields fields) =>
        new(
            null,
            fields.Read(RouteKeys.Host),
            fields.Read(RouteKeys.To),
            null,
            fields.Read(RouteKeys.Port),
            fields.Read(RouteKeys.Tls),
            fields.Read(RouteKeys.Health)
        );

    private static AllowDraft Allow(Fields fields) =>
        new(
            fields.Owner,
            fields.Read(AllowKeys.From),
            fields.Read(AllowKeys.To),
            fields.Read(AllowKeys.Port),
            fields.Read(AllowKeys.Protocol),
            fields.Read(AllowKeys.Why)
        );
}
