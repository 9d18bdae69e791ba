using System.Collections.Immutable;
using System.Diagnostics;
using Phoenix.Cli.Errors;
using Phoenix.Engine;
using Phoenix.Lab.Daemon;
using Phoenix.Lab.Network;
using Phoenix.Lab.Runtime;
using Phoenix.Proxmox;
using Phoenix.Topology;

namespace Phoenix.Cli.Sessions.Live;

/// <summary>The labs of this machine, through their controller.</summary>
internal sealed class LiveLabs : ILabs
{
    private readonly LabOptions options = new();
    private readonly LabController controller = new(new LabOptions());

    /// <summary>The lab's options for a state directory.</summary>
    public static LabOptions OptionsOf(string stateRoot) => new() { State = stateRoot };

    /// <inheritdoc />
    public async Task<ImmutableArray<LabSummary>> ListAsync(CancellationToken cancel)
    {
        var labs = await controller.ListAsync(cancel);
        return
        [
            .. labs.Select(lab => new LabSummary(
                lab.Settings.Name.Value,
                lab.Running ? "up" : "crashed",
                GuestsOf(lab.Settings.Name),
                $"{lab.Settings.Publish}"
            )),
        ];
    }

    /// <inheritdoc />
    public async Task<ImmutableArray<FieldDiff>> LossesAsync(PlatformRequest request, CancellationToken cancel)
    {
        var wanted = await SettingsAsync(request, cancel);
        var there = (await controller.ListAsync(cancel)).FirstOrDefault(lab => lab.Settings.Name == wanted.Name);
        return there is null ? [] : LabResource.LossesOf(there, wanted);
    }

    /// <inheritdoc />
    public async Task UpAsync(PlatformRequest request, bool mayBeMadeAnew, IProgress<string> progress, CancellationToken cancel)
    {
        var wanted = await SettingsAsync(request, cancel);
        await (mayBeMadeAnew ? controller.ReplaceAsync(wanted, progress, cancel) : controller.UpAsync(wanted, progress, cancel));
    }

    /// <inheritdoc />
    public Task DownAsync(string name, IProgress<string> progress, CancellationToken cancel) =>
        controller.DownAsync(LabName.Parse(name), cancel);

    /// <inheritdoc />
    public Task ResetAsync(string name, IProgress<string> progress, CancellationToken cancel) =>
        controller.ResetAsync(LabName.Parse(name), progress, cancel);

    /// <inheritdoc />
    public async Task<int> ShellAsync(string name, string? guest, CancellationToken cancel)
    {
        var lab = LabName.Parse(name);
        var vmid = await IdOfAsync(name, guest, cancel);
        // Says what is not up, before nsenter or LXC say something else.
        await controller.EnsureRunsAsync(lab, vmid, cancel);
        var command = controller.InteractiveShell(lab, vmid);
        using var shell =
            Process.Start(new ProcessStartInfo(command[0], command.Skip(1)))
            ?? throw new PhoenixException(CliErrors.Unexpected, "no shell could be started");
        await shell.WaitForExitAsync(cancel);
        return shell.ExitCode;
    }

    /// <inheritdoc />
    public async Task<ShellResult> ExecAsync(string name, ShellCommand command, CancellationToken cancel)
    {
        var lab = LabName.Parse(name);
        await controller.EnsureRunsAsync(lab, vmid: null, cancel);
        return await controller.Shell(lab).RunAsync(command, cancel);
    }

    /// <inheritdoc />
    public async Task<LabApiAccess> ApiAsync(string name, CancellationToken cancel)
    {
        var access = await controller.ApiAsync(LabName.Parse(name), cancel);
        return new LabApiAccess(new Uri(access.Url), access.Token, new Secret(access.Secret), access.Fingerprint, access.Node);
    }

    /// <inheritdoc />
    public async Task<int> ServeAsync(string name, CancellationToken cancel)
    {
        await new LabDaemon(new LabOptions()).RunAsync(LabName.Parse(name), line => Console.Error.WriteLine(line), cancel);
        return Invocations.ExitCodes.Done;
    }

    private async Task<LabSettings> SettingsAsync(PlatformRequest request, CancellationToken cancel)
    {
        var there = await controller.FindAsync(LabName.Parse(request.Platform.Name), cancel);
        return LabResource.SettingsOf(request.Platform, LabPublish.Of(request.Publish, there));
    }

    private int GuestsOf(LabName lab)
    {
        var folder = new LabDirectories(options.State, lab).Guests;
        return Directory.Exists(folder)
            ? Directory.EnumerateDirectories(folder).Count(path => int.TryParse(Path.GetFileName(path), out _))
            : 0;
    }

    private async Task<int?> IdOfAsync(string lab, string? guest, CancellationToken cancel)
    {
        if (guest is null || int.TryParse(guest, out _))
        {
            return guest is null ? null : int.Parse(guest);
        }

        using var client = LabEdges.ClientOf(await controller.ApiAsync(LabName.Parse(lab), cancel));
        var guests = await client.Cluster.GuestsAsync(cancel);
        return guests.FirstOrDefault(one => one.Name == guest)?.Vmid
            ?? throw new PhoenixException(CliErrors.UnknownName, $"the lab \"{lab}\" has no guest \"{guest}\"");
    }
}
