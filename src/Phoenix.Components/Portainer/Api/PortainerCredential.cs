using Phoenix.Topology;

namespace Phoenix.Components.Portainer.Api;

/// <summary>How a request shows who asks. Portainer refuses requests that show two (403), so there is always one at most.</summary>
public abstract record PortainerCredential
{
    private PortainerCredential() { }

    /// <summary>The three calls that need none: status, administrator check, log-in.</summary>
    public static readonly PortainerCredential Anonymous = new None();

    internal sealed record None : PortainerCredential;

    /// <summary>An API key, <c>ptr_…</c>: survives restarts of Portainer.</summary>
    public sealed record ApiKey(Secret Value) : PortainerCredential;

    /// <summary>A session of a log-in: dies with the server's process, needed to make API keys.</summary>
    public sealed record Session(Secret Token) : PortainerCredential;

    internal void Sign(HttpRequestMessage request)
    {
        switch (this)
        {
            case ApiKey key:
                request.Headers.Add("X-API-Key", key.Value.Reveal());
                break;
            case Session session:
                request.Headers.Add("Authorization", "Bearer " + session.Token.Reveal());
                break;
            default:
                break;
        }
    }
}
