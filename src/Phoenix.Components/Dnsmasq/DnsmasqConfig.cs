using System.Text;
using Phoenix.Topology;

namespace Phoenix.Components.Dnsmasq;

/// <summary>The configuration of dnsmasq on the host, rendered from the platform. Names and addresses are typed values, so nothing of the user's can end a line.</summary>
public static class DnsmasqConfig
{
    /// <summary>The text of <see cref="DnsmasqHost.ConfigPath"/>.</summary>
    public static string Render(Platform platform) =>
        $"""
            # Made by Phoenix from phoenix.yaml; a change by hand is shown as drift and put back.
            # Answers on the host's address in the platform's network and nowhere else, also when that comes up late.
            listen-address={platform.Network.Host}
            bind-dynamic

            # The platform's names are answered here or not at all: never forwarded, never taken from the host's own file.
            local=/{platform.Domain}/
            no-hosts
            addn-hosts={DnsmasqHost.RecordsPath(platform)}

            {Forwarders(platform)}
            # Short names and private addresses mean nothing to others.
            domain-needed
            bogus-priv
            cache-size=1000

            """;

    /// <summary>The text of <see cref="DnsmasqHost.RecordsPath"/>: a line for each record, in hosts format.</summary>
    public static string RenderRecords(Platform platform)
    {
        var text = new StringBuilder("# Made by Phoenix from phoenix.yaml.\n");
        foreach (var record in DnsRecords.For(platform))
        {
            text.Append($"{record.Address} {record.Name}\n");
        }

        return text.ToString();
    }

    // No stop-dns-rebind: dnsmasq then empties every answer that leads to a private or a documentation network, and mirrors, registries and
    // services of one's own LAN are just there.
    private static string Forwarders(Platform platform) =>
        platform.Network.Forwarders.IsEmpty
            ? "# Other names go to the resolvers of the host, /etc/resolv.conf.\n"
            : "# Other names go to these, and to nobody else.\nno-resolv\n"
                + string.Concat(platform.Network.Forwarders.Select(address => $"server={address}\n"));
}
