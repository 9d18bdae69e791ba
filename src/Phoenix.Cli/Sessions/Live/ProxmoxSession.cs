using Phoenix.Cli.Errors;
using Phoenix.Components.Composition;
using Phoenix.Components.Secrets;
using Phoenix.Proxmox;
using Phoenix.Proxmox.Access;
using Phoenix.Proxmox.Depot;
using Phoenix.Proxmox.Transport;
using Phoenix.Topology;

namespace Phoenix.Cli.Sessions.Live;

/// <summary>Opens a platform on a Proxmox node: its API with a token, and root's shell on it, here or through SSH.</summary>
internal static class ProxmoxSession
{
    /// <summary>Opens it; nothing is asked of the node yet.</summary>
    /// <exception cref="PhoenixException">There is no token, or it is malformed.</exception>
    public static async Task<IPlatformSession> OpenAsync(PlatformRequest request, Hypervisor.Proxmox proxmox, CancellationToken cancel)
    {
        var secrets = new FileSecretStore(LiveContext.SecretsOf(request));
        var stored =
            await secrets.FindAsync(proxmox.TokenSecret, cancel)
            ?? throw new PhoenixException(
                ProxmoxErrors.Unauthorised,
                $"there is no secret \"{proxmox.TokenSecret}\" with the node's API token"
            )
            {
                Help = $"Put USER@REALM!TOKENID=UUID into {LiveContext.SecretsOf(request)}/{proxmox.TokenSecret} (mode 0600).",
            };
        var client = new ProxmoxClient(
            new ProxmoxConnection
            {
                Endpoint = proxmox.Endpoint,
                Credentials =
                    ProxmoxCredentials.Token.Parse(stored)
                    ?? throw new PhoenixException(ProxmoxErrors.Unauthorised, $"the secret \"{proxmox.TokenSecret}\" is no API token"),
                Pin = proxmox.Fingerprint is { } fingerprint ? CertificatePin.Parse(fingerprint) : null,
            }
        );
        if (proxmox.Ssh is not null)
        {
            throw new PhoenixException(CliErrors.NotOnTheNode, "the hypervisor names a host for ssh") { Where = "hypervisor.ssh" };
        }

        return await HostSession.OpenAsync(request, client, proxmox.Endpoint.ToString().TrimEnd('/'), cancel);
    }
}
