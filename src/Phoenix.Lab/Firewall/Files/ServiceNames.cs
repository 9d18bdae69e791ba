using System.Collections.Frozen;

namespace Phoenix.Lab.Firewall;

/// <summary>Port names that rules may use, as the registry of IANA (RFC 6335) has them.</summary>
internal static class ServiceNames
{
    private static readonly FrozenDictionary<string, int> Ports = new Dictionary<string, int>
    {
        ["ftp-data"] = 20,
        ["ftp"] = 21,
        ["ssh"] = 22,
        ["telnet"] = 23,
        ["smtp"] = 25,
        ["domain"] = 53,
        ["bootps"] = 67,
        ["bootpc"] = 68,
        ["tftp"] = 69,
        ["http"] = 80,
        ["www"] = 80,
        ["kerberos"] = 88,
        ["pop3"] = 110,
        ["sunrpc"] = 111,
        ["ntp"] = 123,
        ["imap2"] = 143,
        ["imap"] = 143,
        ["snmp"] = 161,
        ["bgp"] = 179,
        ["ldap"] = 389,
        ["https"] = 443,
        ["microsoft-ds"] = 445,
        ["submissions"] = 465,
        ["syslog"] = 514,
        ["dhcpv6-client"] = 546,
        ["dhcpv6-server"] = 547,
        ["submission"] = 587,
        ["ldaps"] = 636,
        ["rsync"] = 873,
        ["imaps"] = 993,
        ["pop3s"] = 995,
        ["openvpn"] = 1194,
        ["nfs"] = 2049,
        ["mysql"] = 3306,
        ["postgresql"] = 5432,
        ["amqp"] = 5672,
        ["x11"] = 6000,
        ["redis"] = 6379,
        ["http-alt"] = 8080,
        ["git"] = 9418,
    }.ToFrozenDictionary();

    public static int? PortOf(string name) => Ports.TryGetValue(name, out var port) ? port : null;
}
