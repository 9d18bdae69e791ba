using Phoenix.Components.Guests;
using Phoenix.Engine;
using Phoenix.Lab.Tests.Api;
using Phoenix.Proxmox;
using Phoenix.Proxmox.Access;
using Phoenix.Proxmox.Transport;
using Phoenix.Topology;

namespace Phoenix.Lab.Tests.Guests;

/// <summary>Guests brought to a node through its API, their creations broken off and their disks grown.</summary>
public sealed class GuestResourcesTests
{
    private static readonly Platform Seed = SeedPlatform.Read().Platform!;
    private static readonly Guest Container = Seed.Guests.First(guest => guest.Kind == GuestKind.Container);
    private static readonly Guest Machine = Seed.Guests.First(guest => guest.Kind == GuestKind.VirtualMachine);
    private readonly AnsweringShell host = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public static TheoryData<GuestKind> Kinds { get; } = [GuestKind.Container, GuestKind.VirtualMachine];

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Second_run_changes_nothing(GuestKind kind)
    {
        await using var node = await StartAsync();
        using var api = ClientOf(node);
        var guest = Resource(api, GuestOf(kind));
        var told = new Lines();

        (await guest.PlanAsync(Cancel)).Kind.ShouldBe(ChangeKind.Create);
        await guest.ApplyAsync(Change.Create(guest.Id), told, Cancel);

        (await guest.PlanAsync(Cancel)).Kind.ShouldBe(ChangeKind.None);
        // The node's own words, from its tasks.
        told.ShouldContain("TASK OK");
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Guest_that_somebody_made_since_the_plan_is_left_alone(GuestKind kind)
    {
        await using var node = await StartAsync();
        using var api = ClientOf(node);
        var guest = Resource(api, GuestOf(kind));
        await guest.ApplyAsync(Change.Create(guest.Id), new Lines(), Cancel);
        var config = $"nodes/pve/{(kind == GuestKind.Container ? "lxc" : "qemu")}/{GuestOf(kind).Id}/config";
        (await node.PutAsync(config, ("tags", "somebody"))).Status.ShouldBe(200);

        var error = await Should.ThrowAsync<PhoenixException>(() => guest.ApplyAsync(Change.Create(guest.Id), new Lines(), Cancel));

        error.Code.ShouldBe(GuestErrors.NotOurs);
        (await api.Cluster.GuestsAsync(Cancel)).ShouldHaveSingleItem().Tags.ShouldBe(["somebody"]);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Larger_disk_is_a_change_and_grows_in_place(GuestKind kind)
    {
        await using var node = await StartAsync();
        using var api = ClientOf(node);
        var declared = GuestOf(kind);
        await Resource(api, declared).ApplyAsync(Change.Create(Resource(api, declared).Id), new Lines(), Cancel);
        var larger = Resource(api, declared with { Disk = ByteSize.FromGibibytes(100) });

        var change = await larger.PlanAsync(Cancel);
        await larger.ApplyAsync(change, new Lines(), Cancel);

        change.Fields.ShouldBe([new FieldDiff("disk", $"{declared.Disk}", "100G")]);
        (await larger.PlanAsync(Cancel)).Kind.ShouldBe(ChangeKind.None);
        var error = await Should.ThrowAsync<PhoenixException>(() => Resource(api, declared).PlanAsync(Cancel));
        (error.Code, error.Where).ShouldBe((GuestErrors.DiskNeverShrinks, $"guest/{declared.Name}"));
        error.Help.ShouldBe("Write disk: 100G in phoenix.yaml.");
    }

    [Fact]
    public async Task Machine_whose_run_was_killed_before_its_disk_grew_gets_its_size()
    {
        await using var node = await StartAsync();
        using var api = ClientOf(node);
        var machine = Resource(api, Machine);
        await machine.ApplyAsync(Change.Create(machine.Id), new Lines(), Cancel);
        // As the image came, and not started yet.
        await node.TaskAsync(node.PostAsync($"nodes/pve/qemu/{Machine.Id}/status/stop"));
        var drive = (await api.Qemu.ConfigAsync("pve", Machine.Id, Cancel)).Settings.Drives.Single(drive => drive.Key == "scsi0");
        File.WriteAllBytes(Path.Combine(node.Directory, "vz", "images", drive.File.Split(':')[1]), new byte[334_000_000 / 1024 * 1024]);
        (await node.PutAsync($"nodes/pve/qemu/{Machine.Id}/config", ("scsi0", drive.File))).Status.ShouldBe(200);

        var change = await machine.PlanAsync(Cancel);
        await machine.ApplyAsync(change, new Lines(), Cancel);

        change.Fields.Select(field => field.Path).ShouldContain("disk");
        (await machine.PlanAsync(Cancel)).Kind.ShouldBe(ChangeKind.None);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Guest_that_a_killed_run_left_being_made_is_waited_for(GuestKind kind)
    {
        await using var node = await StartAsync();
        using var api = ClientOf(node);
        var guest = Resource(api, GuestOf(kind));
        node.Runtime.CreationGate = new TaskCompletionSource();
        using var killed = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        var first = guest.ApplyAsync(Change.Create(guest.Id), new Lines(), killed.Token);
        await EventuallyAsync(() => node.Runtime.Calls.Any(call => call.StartsWith("create", StringComparison.Ordinal)));
        await killed.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(() => first);

        var plan = guest.PlanAsync(Cancel);
        await Task.Delay(1500, Cancel);
        plan.IsCompleted.ShouldBeFalse();
        node.Runtime.CreationGate.SetResult();

        // It is there now, stopped, and the platform's.
        (await plan).Kind.ShouldBe(ChangeKind.Update);
        await guest.ApplyAsync(await plan, new Lines(), Cancel);
        (await guest.PlanAsync(Cancel)).Kind.ShouldBe(ChangeKind.None);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Guest_whose_creation_died_is_told_and_neither_changed_nor_silently_left_by_a_removal(GuestKind kind)
    {
        await using var node = await StartAsync();
        using var api = ClientOf(node);
        var declared = GuestOf(kind);
        var guest = Resource(api, declared);
        await guest.ApplyAsync(Change.Create(guest.Id), new Lines(), Cancel);
        var word = kind == GuestKind.Container ? "lxc" : "qemu";
        (await node.PutAsync($"nodes/pve/{word}/{declared.Id}/config", ("lock", "create"))).Status.ShouldBe(200);

        var planned = await Should.ThrowAsync<PhoenixException>(() => guest.PlanAsync(Cancel));
        var removed = await Should.ThrowAsync<PhoenixException>(() => guest.RemoveAsync(new Lines(), Cancel));

        (planned.Code, planned.Where).ShouldBe((GuestErrors.HalfMade, $"guest/{declared.Name}"));
        planned.Help.ShouldNotBeNull().ShouldContain($"destroy {declared.Id}");
        removed.Code.ShouldBe(GuestErrors.HalfMade);
    }

    [Fact]
    public async Task User_data_that_cannot_be_written_ends_the_creation()
    {
        await using var node = await StartAsync();
        using var api = ClientOf(node);
        host.Answer = new ShellResult(1, default, "install: cannot create: No space left on device");
        var machine = Resource(api, Machine);

        var error = await Should.ThrowAsync<PhoenixException>(() => machine.ApplyAsync(Change.Create(machine.Id), new Lines(), Cancel));

        error.Code.ShouldBe(ShellErrors.CommandFailed);
        error.Remote.ShouldNotBeNull().ShouldContain("No space left");
        node.Runtime.Calls.ShouldBeEmpty();
    }

    private static Guest GuestOf(GuestKind kind) => kind == GuestKind.Container ? Container : Machine;

    private IResource Resource(ProxmoxClient api, Guest guest)
    {
        var platform = Seed with { Guests = [.. Seed.Guests.Select(one => one.Name == guest.Name ? guest : one)] };
        return guest.Kind == GuestKind.Container
            ? new ContainerResource(platform, guest, api, new AnsweringShell(), TimeProvider.System)
            : new MachineResource(platform, guest, api, host, new AnsweringShell(), TimeProvider.System);
    }

    private static async Task<LabNode> StartAsync()
    {
        var node = await LabNode.StartAsync(options => options with { NodeName = "pve" });
        // What the host's shell would have written: user data has to be there.
        node.Files.Files[MachineUserData.PathOf(Seed, Machine)] = MachineUserData.Render(Seed, Machine);
        return node;
    }

    private static ProxmoxClient ClientOf(LabNode node) =>
        new(
            new ProxmoxConnection
            {
                Endpoint = new Uri(node.Api.Url),
                Credentials = new ProxmoxCredentials.Token(node.Api.Token, node.Api.Secret),
                Pin = CertificatePin.Parse(node.Api.Fingerprint),
            }
        );

    private static async Task EventuallyAsync(Func<bool> condition)
    {
        for (var tries = 0; tries < 200 && !condition(); tries++)
        {
            await Task.Delay(50, Cancel);
        }

        condition().ShouldBeTrue();
    }

    private sealed class Lines : List<string>, IProgress<string>
    {
        public void Report(string value) => Add(value);
    }

    private sealed class AnsweringShell : IHostShell, IGuestShell
    {
        public ShellResult Answer { get; set; } = new(0, default, "");

        public string Name => "shell";

        public Task<ShellResult> RunAsync(ShellCommand command, CancellationToken cancel) => Task.FromResult(Answer);
    }
}
