using System.Net.Sockets;
using System.Text.Json;

namespace Phoenix.Lab.Pct;

/// <summary>The lab's <c>pct</c>: the phoenix binary under that name on the lab's host. It carries its streams to the daemon over a unix socket.</summary>
public static class PctCommand
{
    /// <summary>What the real one says of most failures.</summary>
    public const int Failed = 255;

    private const string DefaultSocket = "/run/phoenix-lab/pct.sock";
    private const string Usage =
        "ERROR: unknown command or parameters\nUSAGE: pct exec|push|pull|list|status|config|start|stop|shutdown <vmid> [...]\n";

    /// <summary>Runs pct with the process's own streams.</summary>
    public static async Task<int> RunAsync(IReadOnlyList<string> arguments, CancellationToken cancel)
    {
        await using var input = Console.OpenStandardInput();
        await using var output = Console.OpenStandardOutput();
        await using var error = Console.OpenStandardError();
        return await RunAsync(DefaultSocket, arguments, new PctStreams(input, output, error), cancel);
    }

    /// <summary>Runs pct over a given socket and streams.</summary>
    internal static async Task<int> RunAsync(
        string socketPath,
        IReadOnlyList<string> arguments,
        PctStreams streams,
        CancellationToken cancel
    )
    {
        if (PctArguments.Parse([.. arguments], Environment.GetEnvironmentVariables()) is not { } parsed)
        {
            return await SayAsync(streams.Error, Usage, Failed, cancel);
        }

        using var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        try
        {
            await socket.ConnectAsync(new UnixDomainSocketEndPoint(socketPath), cancel);
        }
        catch (SocketException failure)
        {
            return await SayAsync(streams.Error, $"the lab's daemon does not answer: {failure.Message}\n", 111, cancel);
        }

        await using var stream = new NetworkStream(socket, ownsSocket: false);
        return parsed.Request.Command switch
        {
            "push" => await PushAsync(stream, parsed, streams, cancel),
            "pull" => await PullAsync(stream, parsed, streams, cancel),
            _ => await ExchangeAsync(stream, parsed.Request, streams, cancel),
        };
    }

    // As the real one: a failed copy is told on standard error alone and ends with 0.
    private static async Task<int> PushAsync(Stream stream, PctArguments parsed, PctStreams streams, CancellationToken cancel)
    {
        FileStream source;
        try
        {
            source = new FileStream(parsed.LocalPath!, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        }
        catch (Exception missing) when (missing is IOException or UnauthorizedAccessException)
        {
            return await SayAsync(streams.Error, $"failed to open {parsed.LocalPath} for reading: No such file or directory\n", 0, cancel);
        }

        await using (source)
        {
            return await ExchangeAsync(stream, parsed.Request, streams with { Input = source }, cancel);
        }
    }

    private static async Task<int> PullAsync(Stream stream, PctArguments parsed, PctStreams streams, CancellationToken cancel)
    {
        await using var target = new FileStream(parsed.LocalPath!, FileMode.Create, FileAccess.Write);
        return await ExchangeAsync(stream, parsed.Request, streams with { Input = Stream.Null, Output = target }, cancel);
    }

    private static async Task<int> ExchangeAsync(Stream stream, PctRequest request, PctStreams streams, CancellationToken cancel)
    {
        await PctFrame.WriteAsync(
            stream,
            PctFrameKind.Request,
            JsonSerializer.SerializeToUtf8Bytes(request, LabJson.Default.PctRequest),
            cancel
        );
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        // Not awaited: a terminal's input never ends by itself, and the exit code does not wait for it.
        _ = SendInputAsync(stream, streams.Input, ended.Token);
        while (await PctFrame.ReadAsync(stream, cancel) is { } frame)
        {
            switch (frame.Kind)
            {
                case PctFrameKind.Output:
                    await streams.Output.WriteAsync(frame.Content, cancel);
                    break;
                case PctFrameKind.Error:
                    await streams.Error.WriteAsync(frame.Content, cancel);
                    break;
                case PctFrameKind.Exit:
                    await streams.Output.FlushAsync(cancel);
                    await ended.CancelAsync();
                    return BitConverter.ToInt32(frame.Content);
                default:
                    break;
            }
        }

        return await SayAsync(streams.Error, "the lab's daemon went away\n", Failed, cancel);
    }

    private static async Task SendInputAsync(Stream stream, Stream input, CancellationToken cancel)
    {
        try
        {
            var buffer = new byte[64 * 1024];
            int read;
            while ((read = await input.ReadAsync(buffer, cancel)) > 0)
            {
                await PctFrame.WriteAsync(stream, PctFrameKind.Input, buffer.AsMemory(0, read), cancel);
            }

            await PctFrame.WriteAsync(stream, PctFrameKind.InputEnd, ReadOnlyMemory<byte>.Empty, cancel);
        }
        catch (Exception over) when (over is IOException or OperationCanceledException or ObjectDisposedException)
        {
            // The command ended before its input did.
        }
    }

    private static async Task<int> SayAsync(Stream error, string text, int exitCode, CancellationToken cancel)
    {
        await error.WriteAsync(System.Text.Encoding.UTF8.GetBytes(text), cancel);
        await error.FlushAsync(cancel);
        return exitCode;
    }
}

/// <summary>Standard input, output and error.</summary>
internal sealed record PctStreams(Stream Input, Stream Output, Stream Error);
