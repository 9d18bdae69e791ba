using Phoenix.Proxmox.Access;
using Phoenix.Proxmox.Transport;
using Phoenix.Topology;

namespace Phoenix.Proxmox.Tests.Fakes;

/// <summary>Clients over a handler instead of a network.</summary>
internal static class Clients
{
    public static readonly ProxmoxCredentials Token = new ProxmoxCredentials.Token(
        "root@pam!test",
        new Secret("00000000-0000-0000-0000-000000000000")
    );

    public static ProxmoxClient Over(HttpMessageHandler handler, ProxmoxCredentials? credentials = null, TimeProvider? time = null) =>
        new(
            new ApiTransport(
                new ProxmoxConnection
                {
                    Endpoint = new Uri("https://pve.test:8006"),
                    Credentials = credentials ?? Token,
                    Time = time ?? new HurriedTime(),
                },
                handler
            )
        );

    public static ProxmoxClient Answering(string data) => Over(new AnsweringHandler(_ => CannedAnswer.Data(data)));
}
