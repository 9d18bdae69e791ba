using Phoenix.Components.Guests;
using Phoenix.Engine;
using Phoenix.Proxmox;
using Phoenix.Proxmox.Access;
using Phoenix.Proxmox.Transport;
using Phoenix.Topology;

namespace Phoenix.Lab.Tests.Api;

/// <summary>Guests that a platform no longer declares, found and removed through the node's API.</summary>
public sealed class GuestOrphanTests
{
    private static readonly Platform Declared = SeedPlatform.Read().Platform!;
    private static readonly CancellationToken Cancel = TestContext.Current.CancellationToken;

    [Fact]
    public async Task Orphans_are_guests_that_the_platform_made_and_declares_no_more()
    {
        await using var node = await StartAsync();
        await ContainerAsync(node, 101, "nginx", Ours(101));
        await ContainerAsync(node, 107, "old", Ours(107));
        await ContainerAsync(node, 108, "traefik", Ours(108));
        await ContainerAsync(node, 109, "foreign", "phoenix;phoenix-109;phoenix-other");
        await ContainerAsync(node, 111, "clone-of-nginx", "phoenix;phoenix-101;phoenix-home");
        await ContainerAsync(node, 1001, "portainer", Ours(1001));
        await MachineAsync(node, 110, "vm", Ours(110));
        using var client = Client(node);

        var orphans = await new GuestOrphans(Declared, client, new Host()).FindAsync(Cancel);

        // 101 is declared; 1001 is declared as a machine and is a container; traefik is declared with another id; 111 was made as 101.
        orphans.Select(orphan => orphan.Id.Name).ShouldBe(["old", "traefik@108", "vm", "portainer@1001"], ignoreOrder: true);
        foreach (var orphan in orphans)
        {
            (await orphan.PlanAsync(Cancel)).LosesSomething.ShouldBeTrue();
        }
    }

    [Fact]
    public async Task Orphans_that_run_are_removed_and_nothing_else()
    {
        await using var node = await StartAsync();
        await ContainerAsync(node, 101, "nginx", Ours(101));
        await ContainerAsync(node, 107, "old", Ours(107));
        await MachineAsync(node, 110, "vm", Ours(110));
        await node.TaskAsync(node.PostAsync("nodes/pve/lxc/107/status/start"));
        await node.TaskAsync(node.PostAsync("nodes/pve/qemu/110/status/start"));
        using var client = Client(node);
        var host = new Host();
        var orphans = await new GuestOrphans(Declared, client, host).FindAsync(Cancel);

        foreach (var orphan in orphans)
        {
            await orphan.RemoveAsync(new Progress<string>(), Cancel);
            (await orphan.VerifyAsync(Cancel)).Holds.ShouldBeTrue();
            (await orphan.PlanAsync(Cancel)).Kind.ShouldBe(ChangeKind.None);
            await orphan.RemoveAsync(new Progress<string>(), Cancel);
        }

        node.Runtime.Guests.Keys.ShouldBe([101]);
        host.Asked.ShouldBe(["rm -f /var/lib/vz/snippets/phoenix-home-vm.yaml"]);
    }

    [Fact]
    public async Task Orphan_whose_tag_was_taken_off_is_left_alone()
    {
        await using var node = await StartAsync();
        await ContainerAsync(node, 107, "old", Ours(107));
        using var client = Client(node);
        var orphan = (await new GuestOrphans(Declared, client, new Host()).FindAsync(Cancel)).ShouldHaveSingleItem();

        await node.PutAsync("nodes/pve/lxc/107/config", ("tags", "mine"));
        await orphan.RemoveAsync(new Progress<string>(), Cancel);

        node.Runtime.Guests.Keys.ShouldBe([107]);
    }

    private static string Ours(int id) => $"phoenix;phoenix-{id};phoenix-home";

    private static Task<LabNode> StartAsync() => LabNode.StartAsync(options => options with { NodeName = Declared.Hypervisor.Node });

    private static ProxmoxClient Client(LabNode node) =>
        new(
            new ProxmoxConnection
            {
                Endpoint = new Uri(node.Api.Url),
                Credentials = new ProxmoxCredentials.Token(node.Api.Token, node.Api.Secret),
                Pin = CertificatePin.Parse(node.Api.Fingerprint),
            }
        );

    private static async Task ContainerAsync(LabNode node, int id, string name, string tags) =>
        (
            await node.TaskAsync(
                node.PostAsync(
                    "nodes/pve/lxc",
                    ("vmid", $"{id}"),
                    ("ostemplate", LabNode.Template),
                    ("rootfs", "local:4"),
                    ("hostname", name),
                    ("tags", tags)
                )
            )
        ).ShouldBe("OK");

    private static async Task MachineAsync(LabNode node, int id, string name, string tags) =>
        (
            await node.TaskAsync(
                node.PostAsync(
                    "nodes/pve/qemu",
                    ("vmid", $"{id}"),
                    ("name", name),
                    ("scsi0", "local:0,import-from=local:import/debian-13-genericcloud-amd64.qcow2"),
                    ("tags", tags)
                )
            )
        ).ShouldBe("OK");

    private sealed class Host : IHostShell
    {
        public List<string> Asked { get; } = [];

        public string Name => "host pve";

        public Task<ShellResult> RunAsync(ShellCommand command, CancellationToken cancel)
        {
            Asked.Add(string.Join(' ', command.Arguments));
            return Task.FromResult(new ShellResult(0, ReadOnlyMemory<byte>.Empty, ""));
        }
    }
}
