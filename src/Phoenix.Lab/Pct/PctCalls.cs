using System.Globalization;
using System.Text;
using Phoenix.Lab.Runtime;

namespace Phoenix.Lab.Pct;

/// <summary>pct's sub-commands against the node, with the words and exit codes of the real one.</summary>
internal sealed class PctCalls(string node, IGuestRuntime runtime, INodeContainers containers)
{
    private const int NoSuchFile = 2;

    /// <summary>Answers a call; returns the exit code.</summary>
    public async Task<int> AnswerAsync(PctRequest request, PctStreams streams, CancellationToken cancel)
    {
        if (request.Command == "list")
        {
            return await ListAsync(streams.Output, cancel);
        }

        if (await containers.ConfigAsync(request.Vmid, cancel) is not { } config)
        {
            return await SayAsync(
                streams.Error,
                $"Configuration file 'nodes/{node}/lxc/{request.Vmid}.conf' does not exist\n",
                NoSuchFile,
                cancel
            );
        }

        var running = await runtime.ProcessAsync(request.Vmid, cancel) is not null;
        switch (request.Command)
        {
            case "exec":
                return running
                    ? await ExecuteAsync(request, streams, cancel)
                    : await SayAsync(streams.Error, $"container '{request.Vmid}' not running!\n", PctCommand.Failed, cancel);
            case "push":
                return running
                    ? await PushAsync(request, streams, cancel)
                    : await SayAsync(streams.Error, "can only push files to a running CT\n", PctCommand.Failed, cancel);
            case "pull":
                return running
                    ? await PullAsync(request, streams, cancel)
                    : await SayAsync(streams.Error, "can only pull files from a running CT\n", PctCommand.Failed, cancel);
            case "status":
                return await SayAsync(streams.Output, $"status: {(running ? "running" : "stopped")}\n", 0, cancel);
            case "config":
                return await SayAsync(streams.Output, config, 0, cancel);
            case "start":
                await containers.StartAsync(request.Vmid, cancel);
                return 0;
            case "stop":
                await containers.StopAsync(request.Vmid, cancel);
                return 0;
            case "shutdown":
                await containers.ShutdownAsync(request.Vmid, cancel);
                return 0;
            case "reboot":
                await containers.ShutdownAsync(request.Vmid, cancel);
                await containers.StartAsync(request.Vmid, cancel);
                return 0;
            default:
                return await SayAsync(streams.Error, $"ERROR: unknown command 'pct {request.Command}'\n", PctCommand.Failed, cancel);
        }
    }

    private Task<int> ExecuteAsync(PctRequest request, PctStreams streams, CancellationToken cancel) =>
        runtime.ExecuteAsync(
            request.Vmid,
            request.Environment.IsEmpty ? request.Arguments : ["env", .. request.Environment, .. request.Arguments],
            streams.Input,
            streams.Output,
            streams.Error,
            cancel
        );

    // As the real one: what goes wrong with the file itself is told on standard error, with exit code 0.
    private async Task<int> PushAsync(PctRequest request, PctStreams streams, CancellationToken cancel)
    {
        if (await IdentityAsync(request.Vmid, "/etc/passwd", request.User, cancel) is not { } user)
        {
            return await SayAsync(streams.Error, $"failed to get uid for: {request.User}\n", 0, cancel);
        }

        if (await IdentityAsync(request.Vmid, "/etc/group", request.Group, cancel) is not { } group)
        {
            return await SayAsync(streams.Error, $"failed to get gid for: {request.Group}\n", 0, cancel);
        }

        try
        {
            var ownership = new FileOwnership(user, group, (UnixFileMode)Convert.ToInt32(request.Mode, 8));
            await runtime.WriteFileAsync(request.Vmid, request.Arguments[0], streams.Input, ownership, cancel);
            return 0;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return await SayAsync(streams.Error, $"failed to create file: {failure.Message}\n", 0, cancel);
        }
    }

    private async Task<int> PullAsync(PctRequest request, PctStreams streams, CancellationToken cancel)
    {
        try
        {
            await using var file = await runtime.ReadFileAsync(request.Vmid, request.Arguments[0], cancel);
            await file.CopyToAsync(streams.Output, cancel);
            return 0;
        }
        catch (FileNotFoundException failure)
        {
            return await SayAsync(streams.Error, $"failed to open {failure.Message}\n", 0, cancel);
        }
    }

    private async Task<int> ListAsync(Stream output, CancellationToken cancel)
    {
        var text = new StringBuilder();
        foreach (var container in await containers.ListAsync(cancel))
        {
            text.Append(text.Length == 0 ? "VMID       Status     Lock         Name                \n" : "");
            var status = await runtime.ProcessAsync(container.Vmid, cancel) is null ? "stopped" : "running";
            text.Append(
                CultureInfo.InvariantCulture,
                $"{container.Vmid, -10} {status, -10} {container.Lock ?? "", -12} {container.Name, -20}\n"
            );
        }

        return await SayAsync(output, text.ToString(), 0, cancel);
    }

    // A number, or a name as the container knows it.
    private async Task<int?> IdentityAsync(int vmid, string book, string name, CancellationToken cancel)
    {
        if (int.TryParse(name, NumberStyles.None, CultureInfo.InvariantCulture, out var number))
        {
            return number;
        }

        using var reader = new StreamReader(await runtime.ReadFileAsync(vmid, book, cancel));
        var entry = (await reader.ReadToEndAsync(cancel))
            .Split('\n')
            .Select(line => line.Split(':'))
            .FirstOrDefault(fields => fields.Length > 2 && fields[0] == name);
        return entry is null ? null : int.Parse(entry[2], CultureInfo.InvariantCulture);
    }

    private static async Task<int> SayAsync(Stream stream, string text, int exitCode, CancellationToken cancel)
    {
        await stream.WriteAsync(Encoding.UTF8.GetBytes(text), cancel);
        return exitCode;
    }
}
