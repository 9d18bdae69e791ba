using System.Collections.Immutable;
using System.Net;

namespace Phoenix.Lab.Network;

/// <summary>The machine's resolvers, as the lab can reach them.</summary>
internal static class MachineResolvers
{
    /// <summary>Reads them. A resolver on the machine's loopback cannot be reached from the lab, so systemd-resolved's list of the true ones is read then.</summary>
    public static ImmutableArray<string> Read()
    {
        var found = new[] { "/etc/resolv.conf", "/run/systemd/resolve/resolv.conf" }
            .Where(File.Exists)
            .Select(path => Parse(File.ReadAllText(path)))
            .FirstOrDefault(servers => !servers.IsEmpty);
        return found.IsDefault ? [] : found;
    }

    /// <summary>The name servers in the text of a <c>resolv.conf</c>, without those on loopback.</summary>
    public static ImmutableArray<string> Parse(string text) =>
        [
            .. text.Split('\n')
                .Select(line => line.Split((char[])[' ', '\t'], StringSplitOptions.RemoveEmptyEntries))
                .Where(words =>
                    words is ["nameserver", _, ..] && IPAddress.TryParse(words[1], out var address) && !IPAddress.IsLoopback(address)
                )
                .Select(words => words[1]),
        ];
}
