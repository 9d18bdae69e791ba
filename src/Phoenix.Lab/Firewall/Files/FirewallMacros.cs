using System.Collections.Immutable;

namespace Phoenix.Lab.Firewall;

/// <summary>What a macro opens: a protocol with destination ports, or one type of ICMP.</summary>
/// <param name="Protocol">The protocol's name as a rule writes it.</param>
/// <param name="Ports">A port list, the name of a type for ICMP, or null.</param>
public sealed record FirewallMacroEntry(string Protocol, string? Ports);

/// <summary>A named bundle of protocols and ports that a rule can use in place of <c>-p</c> and <c>-dport</c>.</summary>
/// <param name="Name">The name in its own case; rules may use any.</param>
/// <param name="Description">One line of what it is for.</param>
/// <param name="Entries">A rule is made of each.</param>
public sealed record FirewallMacro(string Name, string Description, ImmutableArray<FirewallMacroEntry> Entries);

/// <summary>The macros the lab knows. A rule with another one is skipped, as the real node skips what it cannot read.</summary>
public static class FirewallMacros
{
    /// <summary>All macros, sorted by name.</summary>
    public static ImmutableArray<FirewallMacro> All { get; } =
    [
        Of("Amanda", "Amanda backup", "udp 10080", "tcp 10080"),
        Of("Auth", "Identification (RFC 1413)", "tcp 113"),
        Of("BGP", "Border Gateway Protocol", "tcp 179"),
        Of("Ceph", "Ceph storage", "tcp 6789", "tcp 3300", "tcp 6800:7300"),
        Of("DHCPfwd", "Forwarded DHCP", "udp 67:68"),
        Of("DHCPv6", "DHCPv6", "udp 546:547"),
        Of("DNS", "Domain names", "udp 53", "tcp 53"),
        Of("Finger", "Finger", "tcp 79"),
        Of("FTP", "File transfer", "tcp 21"),
        Of("Git", "Git", "tcp 9418"),
        Of("HTTP", "The web in the clear", "tcp 80"),
        Of("HTTPS", "The web over TLS", "tcp 443"),
        Of("IMAP", "Mail, IMAP", "tcp 143"),
        Of("IMAPS", "Mail, IMAP over TLS", "tcp 993"),
        Of("LDAP", "Directory", "tcp 389"),
        Of("LDAPS", "Directory over TLS", "tcp 636"),
        Of("Munin", "Munin", "tcp 4949"),
        Of("MySQL", "MySQL", "tcp 3306"),
        Of("NTP", "Network time", "udp 123"),
        Of(
            "NeighborDiscovery",
            "IPv6 neighbours and routers",
            "icmpv6 router-solicitation",
            "icmpv6 router-advertisement",
            "icmpv6 neighbor-solicitation",
            "icmpv6 neighbor-advertisement"
        ),
        Of("OpenVPN", "OpenVPN", "udp 1194"),
        Of("POP3", "Mail, POP3", "tcp 110"),
        Of("POP3S", "Mail, POP3 over TLS", "tcp 995"),
        Of("Ping", "ICMP echo", "icmp echo-request", "icmpv6 echo-request"),
        Of("PostgreSQL", "PostgreSQL", "tcp 5432"),
        Of("RDP", "Remote desktop", "tcp 3389"),
        Of("Rsync", "Rsync", "tcp 873"),
        Of("SMTP", "Mail", "tcp 25"),
        Of("SMTPS", "Mail over TLS", "tcp 465"),
        Of("SNMP", "SNMP", "udp 161:162", "tcp 161"),
        Of("SPICEproxy", "SPICE proxy", "tcp 3128"),
        Of("SSH", "Secure shell", "tcp 22"),
        Of("Squid", "Squid", "tcp 3128"),
        Of("Submission", "Mail submission", "tcp 587"),
        Of("Syslog", "Syslog", "udp 514", "tcp 514"),
        Of("TFTP", "TFTP", "udp 69"),
        Of("Telnet", "Telnet", "tcp 23"),
        Of("VNC", "VNC displays 0 to 99", "tcp 5900:5999"),
        Of("Web", "The web, in the clear and over TLS", "tcp 80", "tcp 443"),
        Of("Webcache", "Web caches", "tcp 8080"),
    ];

    /// <summary>The macro of that name in any case, or null.</summary>
    public static FirewallMacro? Named(string name) =>
        All.FirstOrDefault(macro => macro.Name.Equals(name, StringComparison.OrdinalIgnoreCase));

    private static FirewallMacro Of(string name, string description, params ReadOnlySpan<string> entries)
    {
        var parsed = ImmutableArray.CreateBuilder<FirewallMacroEntry>();
        foreach (var entry in entries)
        {
            var parts = entry.Split(' ');
            parsed.Add(new(parts[0], parts.ElementAtOrDefault(1)));
        }

        return new(name, description, parsed.DrainToImmutable());
    }
}
