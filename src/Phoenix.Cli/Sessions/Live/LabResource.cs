using System.Collections.Immutable;
using System.Net;
using Phoenix.Engine;
using Phoenix.Lab.Daemon;
using Phoenix.Lab.Network;
using Phoenix.Topology;
using LiveLab = Phoenix.Lab.Daemon.LabSummary;

namespace Phoenix.Cli.Sessions.Live;

/// <summary>The lab itself: the node that everything else runs on.</summary>
internal sealed class LabResource(Platform platform, LabController controller, LabSettings settings)
    : Resource<LiveLab>("lab", platform.Name)
{
    /// <summary>Told that the lab is another one now: what was known of the old one is void.</summary>
    public Action Replaced { get; init; } = static () => { };

    /// <inheritdoc />
    public override string Title =>
        $"bridge {platform.Network.Bridge} {platform.Network.Subnet}, node {platform.Hypervisor.Node}"
        + (settings.Publish is { } publish ? $", published on {publish}" : "");

    /// <summary>The settings of a platform's lab.</summary>
    public static LabSettings SettingsOf(Platform platform, IPEndPoint? publish) =>
        new(LabName.Parse(platform.Name))
        {
            Node = platform.Hypervisor.Node,
            Publish = publish,
            Network = new LabNetworkPlan
            {
                Bridge = platform.Network.Bridge,
                Subnet = platform.Network.Subnet,
                Host = platform.Network.Host,
                Gateway = platform.Network.Gateway,
                PublishTo = platform.Gateway.Address,
            },
        };

    /// <inheritdoc />
    public override async Task ApplyAsync(Change change, IProgress<string> progress, CancellationToken cancel)
    {
        if (change.Kind != ChangeKind.Replace)
        {
            await controller.UpAsync(settings, progress, cancel);
            return;
        }

        await controller.ReplaceAsync(settings, progress, cancel);
        Replaced();
    }

    /// <inheritdoc />
    public override async Task<Proof> VerifyAsync(CancellationToken cancel)
    {
        var lab = await ObserveAsync(cancel);
        return lab is not { Running: true }
            ? new Proof(false, "it is not up")
            : new Proof(true, settings.Publish is { } at ? $"up, published on {at}" : "up");
    }

    /// <inheritdoc />
    public override async Task<bool> MayBeThereAsync(CancellationToken cancel) =>
        await controller.FindAsync(settings.Name, cancel) is not null || File.Exists(settings.Name.NamespacePath);

    /// <inheritdoc />
    public override Task RemoveAsync(IProgress<string> progress, CancellationToken cancel) => controller.DownAsync(settings.Name, cancel);

    /// <inheritdoc />
    protected override async Task<LiveLab?> ObserveAsync(CancellationToken cancel) =>
        (await controller.ListAsync(cancel)).FirstOrDefault(lab => lab.Settings.Name == settings.Name);

    /// <inheritdoc />
    protected override Change Compare(LiveLab observed) => ChangeOf(Id, observed, settings);

    /// <summary>What has to happen to a lab for it to have these settings.</summary>
    internal static Change ChangeOf(ResourceId id, LiveLab observed, LabSettings wanted)
    {
        if (LossesOf(observed, wanted) is { IsEmpty: false } losses)
        {
            return new Change(id, ChangeKind.Replace)
            {
                Fields = losses,
                IsDestructive = true,
                Reason = "it cannot be changed in place: it is taken down with everything in it and made anew",
            };
        }

        return observed.Running ? Change.UpdateOf(id, Fields(observed.Settings.DifferencesTo(wanted))) : Change.Create(id);
    }

    /// <summary>For which settings the lab would be made anew.</summary>
    internal static ImmutableArray<FieldDiff> LossesOf(LiveLab observed, LabSettings wanted) =>
        observed.IsUnreadable
            ? [new FieldDiff("settings", "cannot be read", "as declared")]
            : Fields(observed.Settings.DifferencesTo(wanted).Any(one => one.IsMadeAnew) ? observed.Settings.DifferencesTo(wanted) : []);

    private static ImmutableArray<FieldDiff> Fields(ImmutableArray<LabDifference> differences) =>
        [.. differences.Select(one => new FieldDiff(one.Setting, one.Live, one.Wanted))];
}
