using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using Phoenix.Proxmox;

namespace Phoenix.Components.Dnsmasq;

/// <summary>Asks a name server, from where the platform's network can be reached.</summary>
public sealed class DnsProbe(INetworkReach reach, IPEndPoint server)
{
    // A datagram may get lost.
    private const int Attempts = 3;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

    /// <summary>The answer; null when there is none.</summary>
    public async Task<DnsAnswer?> AskAsync(string name, DnsType type, CancellationToken cancel)
    {
        for (var attempt = 0; attempt < Attempts; attempt++)
        {
            var id = (ushort)RandomNumberGenerator.GetInt32(ushort.MaxValue);
            using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancel);
            limit.CancelAfter(Patience);
            try
            {
                var datagram = await reach.QueryAsync(server, DnsMessage.Question(id, name, type), limit.Token);
                if (DnsMessage.Answer(id, datagram.Span) is { } answer)
                {
                    return answer;
                }
            }
            catch (SocketException)
            {
                // Nobody listens: asking again would not help.
                return null;
            }
            catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
            {
                // Lost on the way, or a busy server.
            }
        }

        return null;
    }
}
