using Phoenix.Components.Certificates;
using Phoenix.Components.Composition;
using Phoenix.Components.Nginx;
using Phoenix.Components.Stacks;
using Phoenix.Components.Systems;
using Phoenix.Components.Tests.Certificates;
using Phoenix.Proxmox;
using Phoenix.Proxmox.Access;
using Phoenix.Proxmox.Transport;
using Phoenix.Topology;

namespace Phoenix.Components.Tests.Composition;

public sealed class LeafResourcesTests
{
    [Fact]
    public void New_certificate_of_the_gateway_passes_the_same_check_as_its_configuration()
    {
        using var api = new ProxmoxClient(
            new ProxmoxConnection
            {
                Endpoint = new Uri("https://127.0.0.1:1"),
                Credentials = new ProxmoxCredentials.Token("root@pam!phoenix", new Secret("none")),
            }
        );

        var leaves = PlatformResources
            .For(Context(api))
            .OfType<LeafResource>()
            .ToDictionary(leaf => leaf.Id.Name, leaf => leaf.Installation);

        leaves["nginx"].Check.ShouldBe(["/usr/sbin/nginx", "-t", "-q"]);
        var unit = NginxGuest.For(Platforms.Seed).Services.ShouldHaveSingleItem();
        (leaves["nginx"].Unit, leaves["nginx"].Check).ShouldBe((unit.Unit, unit.CheckBefore));
    }

    private static PlatformContext Context(ProxmoxClient api) =>
        new()
        {
            Platform = Platforms.Seed,
            Api = api,
            Host = new NoShell(),
            Guest = _ => new NoShell(),
            Secrets = new MemorySecretStore(),
            Programs = null!,
            Reach = new DirectReach(),
            Delivery = _ => new StreamedDelivery(),
            StackFiles = new EmbeddedContextFiles(SeedPlatform.Files),
            Time = TimeProvider.System,
        };

    private sealed class NoShell : IHostShell, IGuestShell
    {
        public string Name => "no shell";

        public Task<ShellResult> RunAsync(ShellCommand command, CancellationToken cancel) => throw new NotSupportedException();
    }
}
