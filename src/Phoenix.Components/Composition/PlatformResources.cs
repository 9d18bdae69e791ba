using System.Collections.Immutable;
using Phoenix.Components.Certificates;
using Phoenix.Components.Dnsmasq;
using Phoenix.Components.Firewall;
using Phoenix.Components.Guests;
using Phoenix.Components.Routes;
using Phoenix.Components.Stacks;
using Phoenix.Engine;
using Phoenix.Topology;

namespace Phoenix.Components.Composition;

/// <summary>
/// Everything a platform consists of, as resources: the CA's material, the host's names, guests, what runs in them, their certificates,
/// the firewall, the control plane with its stacks, and the routes that are proved at the end.
/// </summary>
public static class PlatformResources
{
    private static readonly ResourceId HostSystem = new("system", "host");

    /// <summary>All resources, in the order in which a person reads them.</summary>
    public static ImmutableArray<IResource> For(PlatformContext context)
    {
        var parts = new ResourceParts(context);
        var systems = new SystemResources(parts);
        return
        [
            new CaRootResource(context.Platform, parts.Vault, context.Time),
            new CaIntermediateResource(context.Platform, parts.Vault, context.Time),
            systems.Host(),
            new DnsZoneResource(context.Platform, context.Host, context.Reach, [new ResourceId("system", "host")]),
            .. Guests(context),
            .. systems.All(),
            .. FirewallOf(context),
            .. new StackResources(parts, systems).All(),
            .. RoutesOf(parts),
        ];
    }

    /// <summary>Finds stacks that the platform owns and that are no longer declared.</summary>
    public static IOrphanFinder StackOrphansOf(PlatformContext context) => new StackOrphans(StackResources.StackContextOf(context));

    /// <summary>Finds guests that the platform owns and that are no longer declared.</summary>
    public static IOrphanFinder GuestOrphansOf(PlatformContext context) => new GuestOrphans(context.Platform, context.Api, context.Host);

    private static IEnumerable<IResource> Guests(PlatformContext context) =>
        context.Platform.Guests.Select(guest =>
            guest.Kind == GuestKind.Container
                ? (IResource)
                    new ContainerResource(context.Platform, guest, context.Api, context.Guest(guest), context.Time)
                    {
                        Dependencies = [HostSystem],
                    }
                : new MachineResource(context.Platform, guest, context.Api, context.Host, context.Guest(guest), context.Time)
                {
                    Dependencies = [HostSystem],
                }
        );

    private static IEnumerable<IResource> FirewallOf(PlatformContext context) =>
        [
            new FirewallSetsResource(context.Platform, context.Api),
            new FirewallNodeResource(context.Platform, context.Api),
            .. context.Platform.Guests.Select(guest => new FirewallGuestResource(context.Platform, guest, context.Api)),
            new FirewallClusterResource(context.Platform, context.Api, context.Host),
        ];

    private static IEnumerable<IResource> RoutesOf(ResourceParts parts)
    {
        var platform = parts.Context.Platform;
        return platform.Routes.Select(route => new RouteResource(
            parts.Context,
            route,
            parts.Vault.RootAsync,
            [
                new ResourceId("served", platform.Gateway.Name),
                new ResourceId("served", platform.Router.Name),
                new ResourceId("firewall", "cluster"),
                route.Stack is { } stack ? new ResourceId("stack", stack) : new ResourceId("system", route.To),
            ]
        ));
    }
}
