using System.Net;
using System.Net.Sockets;
using Phoenix.Lab.Network;

namespace Phoenix.Lab.Tests.Network;

public sealed class ArrivalsTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Connection_that_cannot_be_taken_does_not_end_the_others()
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        using var connection = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        var reports = new List<string>();
        var served = new TaskCompletionSource<Socket>();
        var turn = 0;

        var accepting = Arrivals.AcceptAsync(
            async token =>
                ++turn switch
                {
                    1 => throw new SocketException((int)SocketError.TooManyOpenSockets),
                    2 => connection,
                    _ => await Forever(token),
                },
            socket =>
            {
                served.SetResult(socket);
                return Task.CompletedTask;
            },
            reports.Add,
            TimeProvider.System,
            stop.Token
        );

        (await served.Task.WaitAsync(TimeSpan.FromSeconds(10), Cancel)).ShouldBeSameAs(connection);
        reports.ShouldHaveSingleItem().ShouldStartWith("a connection was not accepted: ");
        await stop.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(accepting);
    }

    [Fact]
    public async Task Client_that_breaks_its_connection_ends_the_other_side_too()
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        using var inside = new TcpListener(IPAddress.Loopback, 0);
        inside.Start();
        using var trial = new TcpListener(IPAddress.Loopback, 0);
        trial.Start();
        var published = (IPEndPoint)trial.LocalEndpoint;
        trial.Stop();
        var ready = new TaskCompletionSource();
        var relay = new PublishRelay(published, (IPEndPoint)inside.LocalEndpoint, _ => { }, TimeProvider.System).RunAsync(
            ready.SetResult,
            stop.Token
        );
        await ready.Task.WaitAsync(TimeSpan.FromSeconds(10), Cancel);
        using var client = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        await client.ConnectAsync(published, Cancel);
        using var server = await inside.AcceptSocketAsync(Cancel);

        client.LingerState = new LingerOption(enable: true, seconds: 0);
        client.Close();

        var end = server.ReceiveAsync(new byte[1], Cancel).AsTask().WaitAsync(TimeSpan.FromSeconds(10), Cancel);
        await Should.NotThrowAsync(async () =>
        {
            try
            {
                (await end).ShouldBe(0);
            }
            catch (SocketException)
            {
                // Reset: just as well.
            }
        });
        await stop.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(relay);
    }

    private static async Task<Socket> Forever(CancellationToken cancel)
    {
        await Task.Delay(Timeout.InfiniteTimeSpan, cancel);
        throw new InvalidOperationException();
    }
}
