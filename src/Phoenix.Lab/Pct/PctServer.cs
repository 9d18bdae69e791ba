using System.IO.Pipelines;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using Phoenix.Lab.Network;
using Phoenix.Lab.Runtime;

namespace Phoenix.Lab.Pct;

/// <summary>Serves pct on a unix socket: the daemon's side.</summary>
/// <param name="socketPath">Where it listens; only root can reach it.</param>
/// <param name="calls">What is asked of the node.</param>
/// <param name="report">Told of what a broken connection did.</param>
/// <param name="time">The clock.</param>
internal sealed class PctServer(string socketPath, PctCalls calls, Action<string> report, TimeProvider time)
{
    /// <summary>Listens until cancelled. <paramref name="ready"/> is called when calls are accepted.</summary>
    public async Task RunAsync(Action ready, CancellationToken cancel)
    {
        // Left by a daemon that was killed; whoever holds the daemon's lock is the only one.
        File.Delete(socketPath);
        using var listener = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        listener.Bind(new UnixDomainSocketEndPoint(socketPath));
        File.SetUnixFileMode(socketPath, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        listener.Listen(128);
        ready();
        await Arrivals.AcceptAsync(listener.AcceptAsync, socket => ServeAsync(socket, cancel), report, time, cancel);
    }

    private async Task ServeAsync(Socket socket, CancellationToken cancel)
    {
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        using var turn = new SemaphoreSlim(1, 1);
        await using var stream = new NetworkStream(socket, ownsSocket: true);
        try
        {
            if (await PctFrame.ReadAsync(stream, ended.Token) is not ({ } kind, { } content) || kind != PctFrameKind.Request)
            {
                return;
            }

            var request = JsonSerializer.Deserialize(content, LabJson.Default.PctRequest)!;
            var input = new Pipe();
            var reading = ReadInputAsync(stream, input.Writer, ended);
            var streams = new PctStreams(
                input.Reader.AsStream(),
                new PctFrameStream(stream, PctFrameKind.Output, turn),
                new PctFrameStream(stream, PctFrameKind.Error, turn)
            );
            var exit = await AnswerAsync(request, streams, ended.Token);
            await PctFrame.WriteAsync(stream, PctFrameKind.Exit, BitConverter.GetBytes(exit), ended.Token);
            // The client hangs up first, so that it has read everything.
            await reading.WaitAsync(TimeSpan.FromSeconds(5), CancellationToken.None);
        }
        catch (Exception broken)
            when (broken is IOException or SocketException or OperationCanceledException or TimeoutException or ObjectDisposedException)
        {
            // The client went away; its command has been ended with it.
        }
        catch (Exception failure)
        {
            report($"pct: {failure}");
        }
    }

    private async Task<int> AnswerAsync(PctRequest request, PctStreams streams, CancellationToken cancel)
    {
        try
        {
            return await calls.AnswerAsync(request, streams, cancel);
        }
        catch (Exception failure) when (failure is Topology.PhoenixException or IOException and not FileNotFoundException)
        {
            var remote = (failure as Topology.PhoenixException)?.Remote;
            await streams.Error.WriteAsync(Encoding.UTF8.GetBytes(failure.Message + "\n" + (remote is null ? "" : remote + "\n")), cancel);
            return PctCommand.Failed;
        }
    }

    private static async Task ReadInputAsync(Stream stream, PipeWriter input, CancellationTokenSource ended)
    {
        try
        {
            while (await PctFrame.ReadAsync(stream, ended.Token) is { } frame)
            {
                if (frame.Kind == PctFrameKind.InputEnd)
                {
                    await input.CompleteAsync();
                }
                else if (frame.Kind == PctFrameKind.Input)
                {
                    await input.WriteAsync(frame.Content, ended.Token);
                }
            }
        }
        catch (Exception broken)
            when (broken is IOException or OperationCanceledException or ObjectDisposedException or InvalidOperationException)
        {
            // As an end of the stream: the client went away.
        }

        await input.CompleteAsync();
        try
        {
            await ended.CancelAsync();
        }
        catch (ObjectDisposedException)
        {
            // The answer was complete already.
        }
    }
}
