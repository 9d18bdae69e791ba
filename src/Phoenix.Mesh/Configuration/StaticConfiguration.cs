using System.Collections.Immutable;
using System.Net;

namespace Phoenix.Mesh.Configuration;

/// <summary>The part of Traefik's static configuration that the built-in router follows.</summary>
/// <param name="Entry">Where routed traffic comes in, over TLS.</param>
/// <param name="EntryName">The entry point's name, e.g. <c>websecure</c>.</param>
/// <param name="TrustedAddresses">Who may say who the client was (<c>forwardedHeaders.trustedIPs</c>).</param>
/// <param name="Api">Where <c>/api</c> and <c>/ping</c> answer.</param>
/// <param name="Directory">The watched directory of dynamic files.</param>
public sealed record StaticConfiguration(
    IPEndPoint Entry,
    string EntryName,
    ImmutableArray<IPNetwork> TrustedAddresses,
    IPEndPoint Api,
    string Directory
)
{
    /// <summary>How long changes of files are collected before they are loaded.</summary>
    public TimeSpan Throttle { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>Whether every request is written down (an <c>accessLog</c> with a format); always in JSON.</summary>
    public bool HasAccessLog { get; init; }

    /// <summary>Reads a static configuration. The entry point that is not <c>traefik</c> is the one for traffic.</summary>
    /// <exception cref="MeshConfigurationException">Something needed is missing or malformed.</exception>
    public static StaticConfiguration Parse(string text, string path)
    {
        var root = YamlRead.Root(text, path);
        var (name, entry) = root.NamedAt("entryPoints").FirstOrDefault(point => point.Name != "traefik");
        if (entry is null)
        {
            throw new MeshConfigurationException($"{path}: entryPoints names no entry point for traffic");
        }

        var directory =
            root.TextAt("providers", "file", "directory")
            ?? throw new MeshConfigurationException($"{path}: providers.file.directory is missing");
        return new StaticConfiguration(
            EndPoint(entry.TextAt("address"), path),
            name,
            [.. entry.TextsAt("forwardedHeaders", "trustedIPs").Select(NetworkOf)],
            EndPoint(root.TextAt("entryPoints", "traefik", "address") ?? "127.0.0.1:8080", path),
            directory
        )
        {
            HasAccessLog = root.TextAt("accessLog", "format") is not null,
            Throttle = root.TextAt("providers", "providersThrottleDuration") is { } throttle
                ? YamlRead.Duration(throttle)
                : TimeSpan.FromSeconds(2),
        };
    }

    /// <summary>An address or a network in CIDR writing.</summary>
    /// <exception cref="MeshConfigurationException">It is neither.</exception>
    public static IPNetwork NetworkOf(string text)
    {
        if (IPAddress.TryParse(text, out var address))
        {
            return new IPNetwork(address, address.GetAddressBytes().Length * 8);
        }

        return IPNetwork.TryParse(text, out var network)
            ? network
            : throw new MeshConfigurationException($"\"{text}\" is no address and no network");
    }

    // ":443" listens on every address, as in Go.
    private static IPEndPoint EndPoint(string? text, string path)
    {
        var full = text is not null && text.StartsWith(':') ? "0.0.0.0" + text : text;
        return IPEndPoint.TryParse(full ?? "", out var endpoint)
            ? endpoint
            : throw new MeshConfigurationException($"{path}: \"{text}\" is no address and port");
    }
}
