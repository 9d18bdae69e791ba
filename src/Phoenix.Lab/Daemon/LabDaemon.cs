using System.Net;
using System.Text.Json;
using Phoenix.Lab.Api;
using Phoenix.Lab.Host;
using Phoenix.Lab.Images;
using Phoenix.Lab.Network;
using Phoenix.Lab.Pct;
using Phoenix.Lab.Runtime;
using Phoenix.Topology;

namespace Phoenix.Lab.Daemon;

/// <summary>The process behind a lab (<c>phoenix lab serve</c>): the node's API, pct's other side, and the published address. Guests do not depend on its life.</summary>
/// <param name="options">Where Phoenix keeps its things.</param>
public sealed class LabDaemon(LabOptions options)
{
    /// <summary>Serves a lab until cancelled. A second daemon of the same lab ends.</summary>
    /// <exception cref="PhoenixException">The lab is not there, or the published address is taken.</exception>
    public async Task RunAsync(LabName lab, Action<string> report, CancellationToken cancel)
    {
        // Guests' files and directories are made here: whose shell it was started from must not decide who may read them.
        _ = Libc.FileModeMask(Libc.NoWritingByOthers);
        var directories = new LabDirectories(options.State, lab);
        var settings = LabRecordFile.Read(directories) ?? throw new PhoenixException(LabErrors.NotFound, $"there is no lab \"{lab}\"");
        var process = new DaemonProcess(options, directories);
        using var life = await process.BeginAsync(cancel);
        try
        {
            await ServeAsync(settings, directories, process, report, cancel);
        }
        finally
        {
            File.Delete(directories.ApiAccess);
            File.Delete(LabHost.AccessPath(directories));
        }
    }

    private async Task ServeAsync(
        LabSettings settings,
        LabDirectories directories,
        DaemonProcess process,
        Action<string> report,
        CancellationToken cancel
    )
    {
        var network = new LabNetwork(settings.Name, directories.Root, options.Time);
        using var runtime = new LxcGuestRuntime(settings.Name, directories, network, new BaseImages(options.Cache, options.Time));
        await using var service = await NodeService.StartAsync(settings, directories, network, runtime, options.Time, cancel);
        WriteAccess(directories.ApiAccess, service.Access);
        WriteAccess(LabHost.AccessPath(directories), service.AccessFromHost);
        using var all = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        var pctReady = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var relayReady = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var calls = new PctCalls(settings.Node, runtime, service);
        Task[] work =
        [
            new PctServer(directories.PctSocket, calls, report, options.Time).RunAsync(pctReady.SetResult, all.Token),
            RelayAsync(settings, report, relayReady.SetResult, all.Token),
        ];
        var failed = Task.WhenAny(work);
        if (await Task.WhenAny(Task.WhenAll(pctReady.Task, relayReady.Task), failed) != failed)
        {
            await File.WriteAllTextAsync(process.ReadyFile, "", cancel);
            report($"serving the lab \"{settings.Name}\"");
        }

        var first = await failed;
        await all.CancelAsync();
        if (!cancel.IsCancellationRequested)
        {
            await first; // says why
        }
    }

    private async Task RelayAsync(LabSettings settings, Action<string> report, Action ready, CancellationToken cancel)
    {
        var uplink = await LabNetwork.FindUplinkAsync(settings.Name, cancel);
        if (settings.Publish is not { } publish || uplink is null)
        {
            ready();
            await Task.Delay(Timeout.InfiniteTimeSpan, cancel);
            return;
        }

        await new PublishRelay(publish, new IPEndPoint(uplink.Inside, 443), report, options.Time).RunAsync(ready, cancel);
    }

    private static void WriteAccess(string path, LabApiAccess access) =>
        AtomicFile.Write(path, JsonSerializer.Serialize(access, LabJson.Default.LabApiAccess));
}
