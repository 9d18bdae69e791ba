using System.Collections.Immutable;
using Phoenix.Components.Composition;
using Phoenix.Components.Programs;
using Phoenix.Components.Secrets;
using Phoenix.Components.Stacks;
using Phoenix.Components.Systems;
using Phoenix.Lab.Daemon;
using Phoenix.Lab.Images;
using Phoenix.Proxmox;
using Phoenix.Proxmox.Depot;
using Phoenix.Topology;

namespace Phoenix.Cli.Sessions.Live;

/// <summary>The edges of a platform, the same for the lab and for Proxmox from here on.</summary>
internal static class LiveContext
{
    /// <summary>The context of a platform.</summary>
    public static PlatformContext Of(
        PlatformRequest request,
        PlatformPrograms programs,
        ProxmoxClient api,
        IHostShell host,
        INetworkReach reach,
        IDepotDoor door
    )
    {
        var platform = request.Platform;
        IGuestShell ShellOf(Guest guest) =>
            guest.Kind == GuestKind.Container
                ? new PctGuestShell(host, guest.Id, guest.Name)
                : new AgentGuestShell(api.Qemu.Agent, platform.Hypervisor.Node, guest.Id, guest.Name, TimeProvider.System);

        return new PlatformContext
        {
            Platform = platform,
            Api = api,
            Host = host,
            Guest = ShellOf,
            Secrets = new FileSecretStore(SecretsOf(request)),
            Programs = programs.Catalog,
            Software = programs.Software,
            StackFiles = platform.Directory.Length > 0 ? new DirectoryContextFiles(platform.Directory) : SeedFiles,
            ImageSources = ImageSourcesOf(platform),
            Reach = reach,
            Delivery = guest =>
                guest.Kind == GuestKind.Container
                    ? new StreamedDelivery()
                    : new DepotDelivery(new FileDepot(door, platform.Network.Host, PlatformPorts.Depot), guest.Address),
            RenewalCommand = RenewalOf(request),
            Time = TimeProvider.System,
        };
    }

    // On the host the lab's binary and state lie where a plain installation has them. The timer has patience: a first `up` takes minutes.
    private static ImmutableArray<string> RenewalOf(PlatformRequest request)
    {
        ImmutableArray<string> renew = ["renew", "--lock-timeout", "10min", "--file", HostDeclaration.PathOf(request.Platform)];
        return request.Platform.Hypervisor is Hypervisor.Lab
            ? [LabHost.Binary, .. renew]
            : ["/usr/bin/env", $"PHOENIX_STATE={Path.GetFullPath(request.StateRoot)}", Environment.ProcessPath ?? "phoenix", .. renew];
    }

    // The embedded seed platform lies in no directory.
    private static EmbeddedContextFiles SeedFiles { get; } = new(SeedPlatform.Files);

    // Before an engine's own pull: the offline bundle, and in the lab the one base image that its stacks are built on.
    private static ImmutableArray<IImageSource> ImageSourcesOf(Platform platform) =>
        [
            .. PlatformPrograms.Bundle is { } bundle
                ? [new BundleImages(Path.Combine(bundle, "images"))]
                : ImmutableArray<IImageSource>.Empty,
            .. platform.Hypervisor is Hypervisor.Lab ? [LabBase()] : ImmutableArray<IImageSource>.Empty,
        ];

    private static RootFileSystemImage LabBase()
    {
        var images = new BaseImages(new LabOptions().Cache, TimeProvider.System);
        return new RootFileSystemImage(
            "debian:13-slim",
            "the lab's Debian base",
            async cancel => await images.MinimalArchiveAsync(null, cancel)
        );
    }

    /// <summary>The directory of a platform's secrets.</summary>
    public static string SecretsOf(PlatformRequest request) => Path.Combine(request.StateRoot, request.Platform.Name, "secrets");
}
