using System.Net;
using System.Net.Sockets;
using Phoenix.Lab.Host;

namespace Phoenix.Lab.Network;

/// <summary>Opens sockets inside a network namespace from a process outside of it. A socket belongs for life to the namespace of the thread that made it.</summary>
/// <param name="namespacePath">Where the namespace is bound, e.g. <c>/run/netns/phx-home</c>.</param>
public sealed class NamespaceSockets(string namespacePath)
{
    /// <summary>An unconnected socket.</summary>
    /// <exception cref="IOException">The namespace is gone.</exception>
    public Socket Open(AddressFamily family, SocketType type, ProtocolType protocol) => Inside(() => new Socket(family, type, protocol));

    /// <summary>A TCP socket that listens on an address of the namespace; hand it to Kestrel through <c>CreateBoundListenSocket</c>.</summary>
    /// <exception cref="SocketException">The address is taken or not there.</exception>
    public Socket Listen(IPEndPoint endpoint)
    {
        var socket = Bind(endpoint);
        socket.Listen(512);
        return socket;
    }

    /// <summary>A TCP socket bound to an address of the namespace, not listening yet.</summary>
    /// <exception cref="SocketException">The address is taken or not there.</exception>
    public Socket Bind(IPEndPoint endpoint)
    {
        var socket = Open(endpoint.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            socket.Bind(endpoint);
            return socket;
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    /// <summary>A connected TCP socket.</summary>
    /// <exception cref="SocketException">Refused, unreachable or timed out.</exception>
    public async Task<Socket> ConnectAsync(IPEndPoint endpoint, CancellationToken cancel)
    {
        var socket = Open(endpoint.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            socket.NoDelay = true;
            await socket.ConnectAsync(endpoint, cancel);
            return socket;
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    /// <summary>Does something on a thread inside the namespace. The thread is made for it and ends with it: one that has changed its namespace must never serve anybody else.</summary>
    internal T Inside<T>(Func<T> work)
    {
        T? result = default;
        Exception? failure = null;
        var thread = new Thread(() =>
        {
            try
            {
                Libc.EnterNetwork(namespacePath);
                result = work();
            }
            catch (Exception caught)
            {
                failure = caught;
            }
        })
        {
            IsBackground = true,
            Name = "namespace",
        };
        thread.Start();
        thread.Join();
        return failure is null ? result! : throw Rethrow(failure);
    }

    private static Exception Rethrow(Exception failure) =>
        failure switch
        {
            SocketException socket => new SocketException(socket.ErrorCode, socket.Message),
            FileNotFoundException missing => new FileNotFoundException(missing.Message, missing),
            _ => new IOException(failure.Message, failure),
        };
}
