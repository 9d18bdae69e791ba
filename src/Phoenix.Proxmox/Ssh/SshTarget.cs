using System.Collections.Immutable;
using System.Globalization;

namespace Phoenix.Proxmox.Ssh;

/// <summary>Root's account on a host, over SSH.</summary>
/// <param name="Host">Name or address.</param>
public sealed record SshTarget(string Host)
{
    /// <summary>Port.</summary>
    public int Port { get; init; } = 22;

    /// <summary>User; root, or one whose commands run as root.</summary>
    public string User { get; init; } = "root";

    /// <summary>Private keys to try, in order; files that are not there are passed over.</summary>
    public ImmutableArray<string> KeyFiles { get; init; } = [];

    /// <summary>Files of known host keys; only a key in one of them is accepted.</summary>
    public ImmutableArray<string> KnownHosts { get; init; } = [];

    /// <summary>Reads <c>[user@]host[:port]</c>, with an address of version 6 in brackets; null when it is none. Keys are those that ssh itself would take.</summary>
    /// <param name="destination">E.g. <c>root@pve.example</c>.</param>
    /// <param name="home">The user's home directory, where <c>.ssh</c> is.</param>
    public static SshTarget? Parse(string destination, string home)
    {
        var (user, rest) = destination.Split('@', 2) is [var name, var after] ? (name, after) : ("root", destination);
        var bracket = rest.StartsWith('[') ? rest.IndexOf(']', StringComparison.Ordinal) : -1;
        var colon = rest.IndexOf(':', Math.Max(bracket, 0));
        var host =
            bracket > 0 ? rest[1..bracket]
            : colon < 0 ? rest
            : rest[..colon];
        var port = 22;
        if (
            user.Length == 0
            || host.Length == 0
            || colon >= 0 && !int.TryParse(rest[(colon + 1)..], NumberStyles.None, CultureInfo.InvariantCulture, out port)
        )
        {
            return null;
        }

        return new SshTarget(host)
        {
            User = user,
            Port = port,
            KeyFiles = [.. new[] { "id_ed25519", "id_ecdsa", "id_rsa" }.Select(key => Path.Combine(home, ".ssh", key))],
            KnownHosts = [Path.Combine(home, ".ssh", "known_hosts"), "/etc/ssh/ssh_known_hosts"],
        };
    }
}
