using System.Net;
using System.Net.Sockets;
using Phoenix.Topology;

namespace Phoenix.Lab.Network;

/// <summary>Publishes the lab's gateway on an address of the machine: what arrives there goes to the lab's uplink, where it is forwarded as by a LAN's router. To the lab it comes from outside.</summary>
/// <param name="listen">Where the machine listens, e.g. <c>127.0.0.1:8443</c>.</param>
/// <param name="target">The lab's uplink address and port 443.</param>
/// <param name="report">Told of connections that could not be accepted.</param>
/// <param name="time">The clock.</param>
internal sealed class PublishRelay(IPEndPoint listen, IPEndPoint target, Action<string> report, TimeProvider time)
{
    /// <summary>Relays until cancelled. <paramref name="ready"/> is called when connections are accepted.</summary>
    /// <exception cref="PhoenixException">PHX6004: the address is taken.</exception>
    public async Task RunAsync(Action ready, CancellationToken cancel)
    {
        using var listener = new Socket(listen.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            listener.Bind(listen);
        }
        catch (SocketException taken)
        {
            throw await PortHolder.TakenAsync(listen, taken, cancel);
        }

        listener.Listen(512);
        ready();
        await Arrivals.AcceptAsync(listener.AcceptAsync, client => RelayAsync(client, cancel), report, time, cancel);
    }

    private async Task RelayAsync(Socket client, CancellationToken cancel)
    {
        using var outside = client;
        using var inside = new Socket(target.AddressFamily, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        try
        {
            outside.NoDelay = true;
            await inside.ConnectAsync(target, cancel);
            await Task.WhenAll(PumpAsync(outside, inside, ended), PumpAsync(inside, outside, ended));
        }
        catch (Exception broken) when (broken is SocketException or OperationCanceledException or ObjectDisposedException)
        {
            // Either side hung up, or nobody answers inside: the other side sees its connection closed.
            outside.LingerState = new LingerOption(enable: true, seconds: 0);
        }
    }

    // Half-closed connections stay half-closed: TLS and HTTP both use that. A broken one takes the other direction with it.
    private static async Task PumpAsync(Socket from, Socket to, CancellationTokenSource ended)
    {
        var buffer = new byte[32 * 1024];
        try
        {
            int read;
            while ((read = await from.ReceiveAsync(buffer, ended.Token)) > 0)
            {
                for (var sent = 0; sent < read; )
                {
                    sent += await to.SendAsync(buffer.AsMemory(sent, read - sent), ended.Token);
                }
            }

            to.Shutdown(SocketShutdown.Send);
        }
        catch (SocketException)
        {
            await ended.CancelAsync();
            throw;
        }
    }
}
