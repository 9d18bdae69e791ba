using Phoenix.Topology.Language;

namespace Phoenix.Topology.Reading.Checks;

/// <summary>Where routes lead, and under which names.</summary>
internal static class RouteChecks
{
    public static IEnumerable<Diagnostic> Of(PlatformDraft draft) =>
        [
            .. Hosts(draft),
            .. draft.Routes.SelectMany(route => route.Stack is null ? ToGuest(route, draft) : ToService(route, route.Stack)),
            .. draft.Routes.SelectMany(route => OverTls(route, draft)),
        ];

    // The CA and the control plane show a certificate under their guest's name; what runs in Docker has none.
    private static IEnumerable<Diagnostic> OverTls(RouteDraft route, PlatformDraft draft)
    {
        var isInDocker =
            route.Stack is not null || (route.To is { } to && draft.GuestNamed(to.Value)?.Role is { Value: GuestRole.DockerHost });
        if (route.Tls is { Value: true } tls && isInDocker)
        {
            yield return new Diagnostic(RouteErrors.TlsOfDocker, "an application in Docker has no certificate of the platform", tls.Span)
            {
                Note = "the router would verify one that nobody issues",
                Help = "leave tls out: clients still come over TLS up to the router",
            };
        }
    }

    private static IEnumerable<Diagnostic> Hosts(PlatformDraft draft)
    {
        var node = (draft.Hypervisor.Node?.Value ?? HypervisorKeys.DefaultNode).ToLowerInvariant();
        var first = new Dictionary<string, SourceSpan>();
        foreach (var route in draft.Routes)
        {
            if (route.Host is not { } host)
            {
                continue;
            }

            if (!first.TryAdd(host.Value, host.Span))
            {
                yield return new Diagnostic(RouteErrors.DuplicateHost, $"two routes have the host name {host.Value}", host.Span)
                {
                    Note = $"the first is in line {first[host.Value].Line}",
                    Related = first[host.Value],
                };
            }
            else if (host.Value == node)
            {
                yield return new Diagnostic(RouteErrors.HostIsAGuest, $"{host.Value} is the name of the node", host.Span);
            }
            else if (
                draft.GuestNamed(host.Value) is { } guest
                && route.To is { } to
                && to.Value != host.Value
                && draft.GuestNamed(to.Value) is not null
            )
            {
                yield return new Diagnostic(
                    RouteErrors.HostIsAGuest,
                    $"{host.Value} is the name of a guest, and the route leads to {to.Value}",
                    host.Span
                )
                {
                    Note = $"the guest is in line {guest.Name.Span.Line}",
                    Related = guest.Name.Span,
                };
            }
        }
    }

    private static IEnumerable<Diagnostic> ToGuest(RouteDraft route, PlatformDraft draft)
    {
        if (route.To is not { } to || !draft.GuestsAreKnown)
        {
            yield break;
        }

        var guest = draft.GuestNamed(to.Value);
        if (guest is null)
        {
            yield return new Diagnostic(RouteErrors.RouteUnknownGuest, $"there is no guest {to.Value}", to.Span)
            {
                Help = DidYouMean.Help(to.Value, draft.Guests.Select(known => known.Name.Value)),
            };
        }
        else if (guest.Role is { Value: GuestRole.Nginx or GuestRole.Traefik })
        {
            yield return new Diagnostic(RouteErrors.RouteLoop, $"the route leads back to {to.Value}", to.Span)
            {
                Note = "requests would go in a circle",
            };
        }
        else if (
            route.Port is { } port
            && guest.Role is { } role
            && ServedPorts.Help(guest.Name.Value, role.Value, port.Value, draft) is { } help
        )
        {
            yield return new Diagnostic(RouteErrors.NothingServes, $"{to.Value} serves nothing on port {port.Value} for a route", port.Span)
            {
                // On an application host something may run that is no stack.
                Severity = role.Value == GuestRole.DockerHost && port.Value != PlatformPorts.Agent ? Severity.Warning : Severity.Error,
                Help = help,
            };
        }
    }

    private static IEnumerable<Diagnostic> ToService(RouteDraft route, StackDraft stack)
    {
        // When the compose file could not be used, that is what is reported.
        if (route.Service is not { } name || stack.Services.IsEmpty)
        {
            yield break;
        }

        var service = stack.Services.FirstOrDefault(service => service.Service.Name == name.Value)?.Service;
        if (service is null)
        {
            var names = stack.Services.Select(known => known.Service.Name).ToList();
            yield return new Diagnostic(
                RouteErrors.RouteUnknownService,
                $"{stack.Compose!.Path} has no service {Shown.Quoted(name.Value)}",
                name.Span
            )
            {
                Help = DidYouMean.Help(name.Value, names) ?? $"its services are {Shown.Cut(string.Join(", ", names))}",
            };
        }
        else if (route.Port is { } port && service.PortsAreKnown && !service.Ports.Any(published => Reaches(published, port.Value)))
        {
            var reachable = service.Ports.Where(published => published.IsReachable && published.Protocol == TransportProtocol.Tcp).ToList();
            yield return new Diagnostic(RouteErrors.PortNotPublished, $"{name.Value} does not publish port {port.Value}", port.Span)
            {
                Note = service.Ports.Any(published => Covers(published, port.Value))
                    ? "only on the loopback or for UDP"
                    : $"in {stack.Compose!.Path}",
                Help =
                    reachable.Count > 0
                        ? $"it publishes {Shown.Cut(string.Join(", ", reachable))}"
                        : $"add ports: [\"{port.Value}:{port.Value}\"] to the service",
            };
        }
    }

    private static bool Reaches(PublishedPort published, int port) =>
        Covers(published, port) && published.IsReachable && published.Protocol == TransportProtocol.Tcp;

    private static bool Covers(PublishedPort published, int port) => port >= published.First && port <= published.Last;
}
