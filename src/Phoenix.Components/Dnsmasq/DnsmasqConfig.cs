using System.Net;
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

    private static string Forwarders(Platform platform)
    {
        if (platform.Network.Forwarders.IsEmpty)
        {
            return "# Other names go to the resolvers of the host, /etc/resolv.conf.\n";
        }

        var servers = string.Concat(platform.Network.Forwarders.Select(address => $"server={address}\n"));
        // A resolver in a private network may well know private addresses; one on the Internet that gives one is attacking.
        var guard = platform.Network.Forwarders.Any(IsPrivate) ? "" : "stop-dns-rebind\n";
        return $"# Other names go to these, and to nobody else.\nno-resolv\n{servers}{guard}";
    }

    private static bool IsPrivate(IPAddress address) =>
        IPAddress.IsLoopback(address)
        || new[] { "10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "169.254.0.0/16", "100.64.0.0/10", "fc00::/7", "fe80::/10" }.Any(
            network => IPNetwork.Parse(network).Contains(address)
        );
}
