using System.Text.Json;
using Phoenix.Proxmox.Access;
using Phoenix.Topology;

namespace Phoenix.Proxmox.Transport;

/// <summary>Puts credentials on a request: the token as it is, or a ticket that is fetched when needed and renewed before its two hours are over.</summary>
internal sealed class ApiAuthentication(
    ProxmoxCredentials credentials,
    Func<ApiRequest, CancellationToken, Task<Answer>> sendAnonymous,
    TimeProvider time
) : IDisposable
{
    // A ticket lives 2 h; 90 minutes leave room for clocks that differ and for a long task's last poll.
    private static readonly TimeSpan TicketLife = TimeSpan.FromMinutes(90);

    private readonly SemaphoreSlim login = new(1, 1);
    private Ticket? ticket;
    private DateTimeOffset renewAt;

    /// <summary>A fresh ticket, after a login where that is needed; null for a token, which needs none.</summary>
    public async Task<Ticket?> TicketAsync(CancellationToken cancel) =>
        credentials is ProxmoxCredentials.Password password ? await TicketAsync(password, cancel) : null;

    /// <summary>Adds what the node asks for.</summary>
    public void Sign(HttpRequestMessage message, Ticket? current)
    {
        if (current is null)
        {
            var token = (ProxmoxCredentials.Token)credentials;
            message.Headers.TryAddWithoutValidation("Authorization", $"PVEAPIToken={token.Id}={token.Value.Reveal()}");
            return;
        }

        message.Headers.TryAddWithoutValidation("Cookie", "PVEAuthCookie=" + Uri.EscapeDataString(current.Value.Reveal()));
        if (message.Method != HttpMethod.Get)
        {
            message.Headers.TryAddWithoutValidation("CSRFPreventionToken", current.CsrfToken.Reveal());
        }
    }

    /// <summary>After a 401: forgets the ticket, which can die early (the cluster's key changed). A newer one, that another call got meanwhile, stays.</summary>
    public void Forget(Ticket dead) => Interlocked.CompareExchange(ref ticket, null, dead);

    /// <inheritdoc />
    public void Dispose() => login.Dispose();

    private async Task<Ticket> TicketAsync(ProxmoxCredentials.Password password, CancellationToken cancel)
    {
        if (ticket is { } fresh && time.GetUtcNow() < renewAt)
        {
            return fresh;
        }

        await login.WaitAsync(cancel);
        try
        {
            if (ticket is { } another && time.GetUtcNow() < renewAt)
            {
                return another;
            }

            var made = await Ticket.RequestAsync(password.User, password.Value, sendAnonymous, cancel);
            renewAt = time.GetUtcNow() + TicketLife;
            return ticket = made;
        }
        finally
        {
            login.Release();
        }
    }
}
