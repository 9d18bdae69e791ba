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
    public override Task ApplyAsync(Change change, IProgress<string> progress, CancellationToken cancel) =>
        controller.UpAsync(settings, progress, cancel);

    /// <inheritdoc />
    public override async Task<Proof> VerifyAsync(CancellationToken cancel)
    {
        var lab = await ObserveAsync(cancel);
        return lab is null
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
        (await controller.ListAsync(cancel)).FirstOrDefault(lab => lab.Settings.Name == settings.Name && lab.Running);

    /// <inheritdoc />
    protected override Change Compare(LiveLab observed) =>
        observed.Settings == settings
            ? Change.None(Id)
            : Change.UpdateOf(Id, [new FieldDiff("published", $"{observed.Settings.Publish}", $"{settings.Publish}")]);
}
