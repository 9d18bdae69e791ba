using System.Collections.Immutable;
using Phoenix.Components.Certificates;
using Phoenix.Components.Composition;
using Phoenix.Components.Routes;
using Phoenix.Proxmox;
using Phoenix.Topology;

namespace Phoenix.Cli.Sessions.Live;

/// <summary>Looks at guests and routes, all at once.</summary>
internal static class LiveStatus
{
    /// <summary>The status of a platform that is not there at all.</summary>
    public static PlatformStatus NothingThere(Platform platform) =>
        new([.. platform.Guests.Select(guest => new GuestStatus(guest.Name, GuestState.Absent, "not there"))], []);

    /// <summary>The status as it is now.</summary>
    public static async Task<PlatformStatus> ReadAsync(PlatformContext context, CancellationToken cancel)
    {
        var certificates = LiveCertificates.ReadAsync(context, cancel);
        var routes = Task.WhenAll(context.Platform.Routes.Select(route => RouteAsync(context, route, cancel)));
        var stacks = LiveStacks.ReadAsync(context, cancel);
        var guests = await Task.WhenAll(context.Platform.Guests.Select(guest => GuestAsync(context, guest, certificates, cancel)));
        return new PlatformStatus(
            [.. guests.Select(guest => guest with { Software = context.Software.GetValueOrDefault(guest.Name) })],
            [.. await routes]
        )
        {
            Stacks = await stacks,
        };
    }

    private static async Task<GuestStatus> GuestAsync(
        PlatformContext context,
        Guest guest,
        Task<ImmutableArray<CertificateStatus>> certificates,
        CancellationToken cancel
    )
    {
        var node = context.Platform.Hypervisor.Node;
        try
        {
            var live =
                guest.Kind == GuestKind.Container
                    ? await context.Api.Lxc.StatusAsync(node, guest.Id, cancel)
                    : await context.Api.Qemu.StatusAsync(node, guest.Id, cancel);
            if (!live.IsRunning)
            {
                return new GuestStatus(guest.Name, GuestState.Stopped, "stopped");
            }

            var certificate = (await certificates).FirstOrDefault(one => one.Guest == guest.Name);
            return certificate is { Problem: { } problem }
                ? new GuestStatus(guest.Name, GuestState.Degraded, problem) { Up = live.Uptime }
                : new GuestStatus(guest.Name, GuestState.Healthy, Summary(context, certificate)) { Up = live.Uptime };
        }
        catch (PhoenixException error) when (error.Code == ProxmoxErrors.NotFound)
        {
            return new GuestStatus(guest.Name, GuestState.Absent, "not there");
        }
        catch (PhoenixException error)
        {
            return new GuestStatus(guest.Name, GuestState.Degraded, error.Message);
        }
    }

    private static string Summary(PlatformContext context, CertificateStatus? certificate) =>
        certificate is null
            ? "running"
            : $"certificate {CertificateWords.Span(certificate.NotAfter - context.Time.GetUtcNow())} of {CertificateWords.Span(certificate.NotAfter - certificate.NotBefore)} left";

    private static async Task<RouteStatus> RouteAsync(PlatformContext context, Route route, CancellationToken cancel)
    {
        var asked = await RouteProbe.AskAsync(context, route, new CaVault(context.Secrets).RootAsync, cancel);
        return asked.Answer is { } answer
            ? new RouteStatus(asked.Url, answer.Took)
            {
                StatusCode = answer.Status,
                Problem = asked.Holds ? null : $"{route.To} does not answer as it should",
            }
            : new RouteStatus(asked.Url, TimeSpan.Zero) { Problem = asked.Failure };
    }
}
