using System.Collections.Immutable;
using Phoenix.Components.Certificates;
using Phoenix.Components.Dnsmasq;
using Phoenix.Components.Nginx;
using Phoenix.Components.StepCa;
using Phoenix.Components.Systems;
using Phoenix.Components.Traefik;
using Phoenix.Engine;
using Phoenix.Topology;

namespace Phoenix.Components.Composition;

/// <summary>
/// What runs on the host and in the guests. A guest with a certificate comes in four steps: its software, which needs nothing of the
/// platform and takes longest; the certificate; the files and units; the proof that what was issued is served.
/// </summary>
internal sealed class SystemResources(ResourceParts parts)
{
    private static readonly ResourceId HostId = new("system", "host");

    // Connections opened before the firewall is switched on are not tracked and end with the switch: no guest fetches anything before it (the host is done by then: guests wait for it, and the switch for guests).
    private static readonly ResourceId SwitchedOn = new("firewall", "cluster");

    private readonly PlatformContext context = parts.Context;
    private readonly Dictionary<string, SharedLook> looks = [];
    private readonly Platform platform = parts.Context.Platform;

    /// <summary>The host: the platform's name server, and the renewal timer.</summary>
    public IResource Host() =>
        new SystemResource("host", "dnsmasq on the host, the renewal timer", context.Host, _ => Task.FromResult(HostSpec()))
        {
            Removal = SystemRemoval.TakeBack,
            Time = context.Time,
        };

    /// <summary>All guests' systems and certificates.</summary>
    public IEnumerable<IResource> All() =>
        [
            .. Authority(),
            .. Served(platform.Gateway, NginxGuest.Unit, "root:root", _ => Task.FromResult(NginxGuest.For(platform))),
            .. Served(platform.Router, "traefik.service", "root:traefik", RouterSpecAsync),
            new RouterProof(platform, context.Guest(platform.Router), context.Time, [new("system", platform.Router.Name)]),
        ];

    private IEnumerable<IResource> Authority()
    {
        var guest = platform.Authority;
        yield return Software(guest, AuthoritySpecAsync);
        yield return System(guest, AuthoritySpecAsync, [new("software", guest.Name), new("ca", "intermediate")]);
        yield return new AuthorityProof(
            guest,
            StepCaClient.For(platform, context.Reach, parts.Vault, context.Time),
            [new("system", guest.Name)]
        );
    }

    /// <summary>The four steps of a guest that serves a certificate.</summary>
    public IEnumerable<IResource> Served(
        Guest guest,
        string unit,
        string owner,
        Func<CancellationToken, Task<SystemSpec>> spec,
        params ImmutableArray<ResourceId> alsoAfter
    )
    {
        yield return Software(guest, spec);
        var leaf = new LeafResource(
            Installation(guest, unit, owner),
            context.Guest(guest),
            parts.Signer,
            parts.Vault,
            context.Reach,
            context.Time
        )
        {
            IsThere = parts.IsThere(guest),
            // The software step has laid the ground already.
            Ground = new SystemSpec(),
            Dependencies = [new("software", guest.Name), new("system", platform.Authority.Name)],
        };
        yield return leaf;
        yield return System(guest, spec, [new("certificate", guest.Name), .. alsoAfter]);
        yield return new ServedLeafResource(leaf, [new("system", guest.Name)]);
    }

    /// <summary>The software of a guest: packages, users, directories.</summary>
    public IResource Software(Guest guest, Func<CancellationToken, Task<SystemSpec>> spec) =>
        new SystemResource(guest.Name, "packages and users", context.Guest(guest), async cancel => GroundOf(await spec(cancel)), "software")
        {
            IsThere = parts.IsThere(guest),
            Look = LookOf(guest, spec),
            Dependencies = [ResourceParts.GuestId(guest), HostId, SwitchedOn],
            Time = context.Time,
        };

    // The ground of every guest holds the leaf's directory; a component that needs it otherwise declares it itself.
    private static SystemSpec GroundOf(SystemSpec spec)
    {
        var ground = LeafGround.Of(spec);
        return ground.Directories.Any(directory => directory.Path == LeafPaths.Directory)
            ? ground
            : ground with
            {
                Directories = ground.Directories.Add(new SystemDirectory(LeafPaths.Directory)),
            };
    }

    /// <summary>The whole system of a guest.</summary>
    public IResource System(Guest guest, Func<CancellationToken, Task<SystemSpec>> spec, ImmutableArray<ResourceId> dependencies) =>
        new SystemResource(guest.Name, context.Software.GetValueOrDefault(guest.Name, guest.Name), context.Guest(guest), spec)
        {
            IsThere = parts.IsThere(guest),
            Look = LookOf(guest, spec),
            Dependencies = dependencies,
            Delivery = context.Delivery(guest),
            Time = context.Time,
        };

    // The ground is part of the system, but for what the leaf needs.
    private SharedLook LookOf(Guest guest, Func<CancellationToken, Task<SystemSpec>> spec)
    {
        if (!looks.TryGetValue(guest.Name, out var look))
        {
            look = new SharedLook(context.Guest(guest), parts.IsThere(guest), WholeAsync);
            looks.Add(guest.Name, look);
        }

        return look;

        async Task<SystemSpec> WholeAsync(CancellationToken cancel)
        {
            var system = await spec(cancel);
            var ground = GroundOf(system);
            return system with { Packages = ground.Packages, Directories = ground.Directories };
        }
    }

    private SystemSpec HostSpec()
    {
        var names = DnsmasqHost.For(platform);
        if (context.RenewalCommand.IsEmpty)
        {
            return names;
        }

        var (timer, declared) = (RenewalTimer.For(context.RenewalCommand), HostDeclaration.For(platform));
        return names with
        {
            Directories = [.. names.Directories.Union(declared.Directories)],
            Files = [.. names.Files, .. declared.Files, .. timer.Files],
            Services = [.. names.Services, .. timer.Services],
        };
    }

    // Before the first run there is no CA's material: then there is no guest to look into either.
    private async Task<SystemSpec> AuthoritySpecAsync(CancellationToken cancel)
    {
        var program = await context.Programs.ObtainAsync("step-ca", cancel);
        return StepCaGuest.For(platform, program, await parts.Vault.MaterialAsync(cancel));
    }

    private async Task<SystemSpec> RouterSpecAsync(CancellationToken cancel) =>
        TraefikGuest.For(platform, await context.Programs.ObtainAsync("traefik", cancel));

    private LeafInstallation Installation(Guest guest, string unit, string owner) =>
        new()
        {
            Request = Leaves.For(platform).First(leaf => leaf.Guest == guest.Name),
            Address = guest.Address,
            Owner = owner,
            KeyMode = owner == "root:root" ? "0600" : "0640",
            Unit = unit,
            // Before every reload, those for a new certificate included.
            Check = guest == platform.Gateway ? NginxGuest.Check : [],
        };
}
