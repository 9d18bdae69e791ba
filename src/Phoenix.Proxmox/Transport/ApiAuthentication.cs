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

    /// <summary>Adds what the node asks for; logs in first when there is no fresh ticket.</summary>
    public async Task SignAsync(HttpRequestMessage message, CancellationToken cancel)
    {
        if (credentials is ProxmoxCredentials.Token token)
        {
            message.Headers.TryAddWithoutValidation("Authorization", $"PVEAPIToken={token.Id}={token.Value.Reveal()}");
            return;
        }

        var current = await TicketAsync(cancel);
        message.Headers.TryAddWithoutValidation("Cookie", "PVEAuthCookie=" + Uri.EscapeDataString(current.Value.Reveal()));
        if (message.Method != HttpMethod.Get)
        {
            message.Headers.TryAddWithoutValidation("CSRFPreventionToken", current.CsrfToken.Reveal());
        }
    }

    /// <summary>After a 401: forgets the ticket, which can die early (the cluster's key changed). False when there is nothing to try again with.</summary>
    public bool Forget()
    {
        var hadTicket = ticket is not null;
        ticket = null;
        return hadTicket;
    }

    /// <inheritdoc />
    public void Dispose() => login.Dispose();

    private async Task<Ticket> TicketAsync(CancellationToken cancel)
    {
        if (ticket is { } fresh && time.GetUtcNow() < renewAt)
        {
            return fresh;
        }

        await login.WaitAsync(cancel);
        try
        {
            if (ticket is null || time.GetUtcNow() >= renewAt)
            {
                var password = (ProxmoxCredentials.Password)credentials;
                ticket = await Ticket.RequestAsync(password.User, password.Value, sendAnonymous, cancel);
                renewAt = time.GetUtcNow() + TicketLife;
            }

            return ticket;
        }
        finally
        {
            login.Release();
        }
    }
}
