using Phoenix.Topology;

namespace Phoenix.Proxmox.Access;

/// <summary>Who Phoenix is to a node.</summary>
public abstract record ProxmoxCredentials
{
    private ProxmoxCredentials() { }

    /// <summary>An API token.</summary>
    /// <param name="Id"><c>USER@REALM!TOKENID</c>.</param>
    /// <param name="Value">The token's secret, a UUID.</param>
    public sealed record Token(string Id, Secret Value) : ProxmoxCredentials
    {
        /// <summary>Reads <c>USER@REALM!TOKENID=UUID</c>, as the secret store holds it; null when it is none.</summary>
        public static Token? Parse(Secret text)
        {
            var parts = text.Reveal().Trim().Split('=', 2);
            return parts is [var id, { Length: > 0 } value] && id.Contains('@') && id.Contains('!') && !parts[1].Any(char.IsWhiteSpace)
                ? new Token(id, new Secret(value))
                : null;
        }
    }

    /// <summary>A user's password, exchanged for a ticket. Only root@pam's own ticket may do what a token never may.</summary>
    /// <param name="User"><c>root@pam</c>.</param>
    /// <param name="Value">The password.</param>
    public sealed record Password(string User, Secret Value) : ProxmoxCredentials;
}
