using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;

namespace Phoenix.Proxmox.Ssh;

/// <summary>The host keys that this machine knows, from files in OpenSSH's format: plain and hashed names, <c>[host]:port</c>, patterns, and revoked keys.</summary>
public sealed class KnownHosts
{
    private readonly ImmutableArray<Entry> entries;

    private KnownHosts(ImmutableArray<Entry> entries) => this.entries = entries;

    /// <summary>Reads the text of known hosts files. Lines that cannot be read are passed over, as ssh does.</summary>
    public static KnownHosts Parse(IEnumerable<string> lines) => new([.. lines.Select(ReadLine).OfType<Entry>()]);

    /// <summary>Reads the files that are there.</summary>
    public static KnownHosts Read(IEnumerable<string> files) => Parse(files.Where(File.Exists).SelectMany(File.ReadLines));

    /// <summary>The types of the keys known for a host, e.g. <c>ssh-ed25519</c>: the host must be asked for one of these, or it may show another of its keys.</summary>
    public ImmutableArray<string> TypesFor(string host, int port) =>
        [.. entries.Where(entry => !entry.IsRevoked && entry.IsFor(Spelled(host, port))).Select(entry => entry.Type).Distinct()];

    /// <summary>Whether a host's key is known, and not revoked.</summary>
    public bool Trusts(string host, int port, ReadOnlySpan<byte> key)
    {
        var text = Convert.ToBase64String(key);
        var same = entries.Where(entry => entry.Key == text && entry.IsFor(Spelled(host, port))).ToList();
        return same.Count > 0 && !same.Any(entry => entry.IsRevoked);
    }

    private static string Spelled(string host, int port) => port == 22 ? host.ToLowerInvariant() : $"[{host.ToLowerInvariant()}]:{port}";

    private static Entry? ReadLine(string line)
    {
        var words = line.Split([' ', '\t'], StringSplitOptions.RemoveEmptyEntries);
        return words switch
        {
            [] or [['#', ..], ..] => null,
            ["@revoked", var names, var type, var key, ..] => new Entry(names, type, key, IsRevoked: true),
            // Certificates of hosts are another kind of trust, which Phoenix does not use.
            [['@', ..], ..] => null,
            [var names, var type, var key, ..] => new Entry(names, type, key, IsRevoked: false),
            _ => null,
        };
    }

    private sealed record Entry(string Names, string Type, string Key, bool IsRevoked)
    {
        public bool IsFor(string host)
        {
            if (Names.StartsWith("|1|", StringComparison.Ordinal))
            {
                return IsHashOf(host);
            }

            var patterns = Names.Split(',');
            return patterns.Any(pattern => Matches(pattern.ToLowerInvariant(), host))
                && !patterns.Any(pattern => pattern.StartsWith('!') && Matches(pattern[1..].ToLowerInvariant(), host));
        }

        // |1|salt|HMAC-SHA1(salt, host), both base64.
        private bool IsHashOf(string host)
        {
            var parts = Names.Split('|');
            var salt = new byte[64];
            return parts.Length == 4
                && Convert.TryFromBase64String(parts[2], salt, out var length)
                && Convert.ToBase64String(HMACSHA1.HashData(salt.AsSpan(0, length), Encoding.UTF8.GetBytes(host))) == parts[3];
        }

        private static bool Matches(ReadOnlySpan<char> pattern, ReadOnlySpan<char> host)
        {
            if (pattern.IsEmpty)
            {
                return host.IsEmpty;
            }

            return pattern[0] switch
            {
                '*' => Matches(pattern[1..], host) || !host.IsEmpty && Matches(pattern, host[1..]),
                '?' => !host.IsEmpty && Matches(pattern[1..], host[1..]),
                _ => !host.IsEmpty && host[0] == pattern[0] && Matches(pattern[1..], host[1..]),
            };
        }
    }
}
