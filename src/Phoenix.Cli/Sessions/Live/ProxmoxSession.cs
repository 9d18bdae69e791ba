using Phoenix.Cli.Errors;
using Phoenix.Components.Composition;
using Phoenix.Components.Secrets;
using Phoenix.Proxmox;
using Phoenix.Proxmox.Access;
using Phoenix.Proxmox.Depot;
using Phoenix.Proxmox.Transport;
using Phoenix.Topology;

namespace Phoenix.Cli.Sessions.Live;

/// <summary>Opens a platform on the Proxmox node that Phoenix runs on: its API with a token, and root's shell.</summary>
internal static class ProxmoxSession
{
    /// <summary>Opens it; nothing is asked of the node's API yet.</summary>
    /// <exception cref="PhoenixException">This machine is not the node, or there is no token, or it is malformed.</exception>
    public static Task<IPlatformSession> OpenAsync(PlatformRequest request, Hypervisor.Proxmox proxmox, CancellationToken cancel) =>
        OpenAsync(request, proxmox, NodeIdentity.Here, cancel);

    /// <summary>As above, on a given machine.</summary>
    internal static async Task<IPlatformSession> OpenAsync(
        PlatformRequest request,
        Hypervisor.Proxmox proxmox,
        NodeIdentity machine,
        CancellationToken cancel
    )
    {
        if (proxmox.Ssh is not null)
        {
            throw new PhoenixException(CliErrors.NotOnTheNode, "the hypervisor names a host for ssh") { Where = "hypervisor.ssh" };
        }

        machine.Require(proxmox);
        var client = new ProxmoxClient(
            new ProxmoxConnection
            {
                Endpoint = proxmox.Endpoint,
                Credentials = await TokenAsync(request, proxmox.TokenSecret, cancel),
                Pin = proxmox.Fingerprint is { } fingerprint ? CertificatePin.Parse(fingerprint) : null,
            }
        );
        return await HostSession.OpenAsync(request, client, proxmox.Endpoint.ToString().TrimEnd('/'), cancel);
    }

    private static async Task<ProxmoxCredentials.Token> TokenAsync(PlatformRequest request, string name, CancellationToken cancel)
    {
        var file = Path.Combine(LiveContext.SecretsOf(request), name);
        var stored =
            await new FileSecretStore(LiveContext.SecretsOf(request)).FindAsync(name, cancel)
            ?? throw new PhoenixException(SecretErrors.Missing, $"there is no secret \"{name}\" with the node's API token")
            {
                Where = file,
                Help = $"Put USER@REALM!TOKENID=UUID into {file}, as root and with mode 0600.",
            };
        return ProxmoxCredentials.Token.Parse(stored)
            ?? throw new PhoenixException(ProxmoxErrors.Unauthorised, $"the secret \"{name}\" is no API token")
            {
                Where = file,
                Help = "It has to be USER@REALM!TOKENID=UUID.",
            };
    }
}
