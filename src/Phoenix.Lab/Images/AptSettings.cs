using System.Collections.Immutable;
using System.Net;
using System.Text;
using Phoenix.Lab.Host;
using Phoenix.Topology;

namespace Phoenix.Lab.Images;

/// <summary>Where the machine gets Debian's packages from, so that guests get them from the same place: mirrors, proxies and validity settings.</summary>
/// <param name="Mirror">The archive, e.g. <c>http://deb.debian.org/debian</c>.</param>
/// <param name="Security">The security archive, or null when the machine uses none.</param>
/// <param name="Options">Lines of apt.conf.</param>
internal sealed record AptSettings(string Mirror, string? Security, ImmutableArray<string> Options)
{
    private const string Default = "http://deb.debian.org/debian";

    // Only how packages travel and are checked; never what the machine installs.
    private static readonly ImmutableArray<string> Kept =
    [
        "Acquire::http",
        "Acquire::https",
        "Acquire::ftp",
        "Acquire::Check-Valid-Until",
        "Acquire::Check-Date",
        "Acquire::Retries",
        "Acquire::ForceIPv4",
        "Acquire::ForceIPv6",
        "Acquire::AllowInsecureRepositories",
        "APT::Get::AllowUnauthenticated",
    ];

    // Of what is named here a guest has none: a script of the machine that looks for a proxy.
    private const string ProxyScript = "::Proxy-Auto-Detect";

    private static readonly ImmutableArray<string> Releases =
    [
        "bullseye",
        "bookworm",
        "trixie",
        "forky",
        "duke",
        "sid",
        "oldoldstable",
        "oldstable",
        "stable",
        "testing",
        "unstable",
    ];

    /// <summary>Reads the machine's settings.</summary>
    /// <exception cref="PhoenixException">PHX6016: packages come over the machine's loopback.</exception>
    public static async Task<AptSettings> ReadAsync(CancellationToken cancel)
    {
        var sources = new StringBuilder();
        IEnumerable<string> files = ["/etc/apt/sources.list"];
        if (Directory.Exists("/etc/apt/sources.list.d"))
        {
            files = files.Concat(
                Directory
                    .EnumerateFiles("/etc/apt/sources.list.d")
                    .Where(file => file.EndsWith(".list", StringComparison.Ordinal) || file.EndsWith(".sources", StringComparison.Ordinal))
                    .Order(StringComparer.Ordinal)
            );
        }

        foreach (var file in files.Where(File.Exists))
        {
            // A file ends the stanza before it.
            sources.AppendLine(await File.ReadAllTextAsync(file, cancel)).AppendLine();
        }

        var dump = await Machine.RunAsync(MachineCommand.Of("apt-config", "dump"), cancel);
        return Parse(sources.ToString(), dump.Text, Environment.GetEnvironmentVariable);
    }

    /// <summary>The settings in the text of the sources (either format), of <c>apt-config dump</c>, and in the environment's proxies.</summary>
    /// <exception cref="PhoenixException">PHX6016.</exception>
    public static AptSettings Parse(string sources, string dump, Func<string, string?> variable)
    {
        var archives = AptSource
            .Parse(sources)
            .Where(source => source.Components.Contains("main"))
            .SelectMany(source => source.Suites.SelectMany(suite => source.Addresses.Select(address => (Address: address, Suite: suite))))
            .Where(archive => IsWeb(archive.Address) && Releases.Contains(archive.Suite.Split('-', '/')[0]))
            .ToImmutableArray();
        // Who packages something for Debian calls its suites as Debian does, but has no updates of a release.
        var updated = archives
            .Where(archive => archive.Suite.EndsWith("-updates", StringComparison.Ordinal))
            .Select(archive => archive.Address);
        var mirrors = archives.Select(archive => archive.Address).Where(address => address.EndsWith("/debian", StringComparison.Ordinal));
        var options = dump.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
            .Where(line =>
                Kept.Any(name => line.StartsWith(name, StringComparison.OrdinalIgnoreCase))
                && !line.Contains(ProxyScript, StringComparison.OrdinalIgnoreCase)
                && !line.EndsWith(" \"\";", StringComparison.Ordinal)
            )
            .ToImmutableArray();
        var mirror = mirrors.OrderByDescending(address => updated.Contains(address)).FirstOrDefault() ?? Default;
        var settings = new AptSettings(
            mirror,
            archives
                .Where(archive => archive.Suite.EndsWith("-security", StringComparison.Ordinal))
                .Select(archive => archive.Address)
                .FirstOrDefault(address => address.EndsWith("/debian-security", StringComparison.Ordinal)),
            [.. options, .. AptProxy.OfEnvironment(options, mirror, variable)]
        );
        return settings.Places().FirstOrDefault(place => IsLoopback(place.Host)) is { Host: not null } own
            ? throw new PhoenixException(
                LabErrors.ProxyUnreachable,
                $"packages come over {own.Host}:{own.Port}, which is another place in a guest"
            )
            : settings;
    }

    /// <summary>Where packages come from: archives and proxies.</summary>
    public IEnumerable<(string Host, int Port)> Places() =>
        new[] { Mirror, Security }
            .OfType<string>()
            .Concat(Options.Select(AptProxy.Find).OfType<string>())
            .Select(address => Uri.TryCreate(address, UriKind.Absolute, out var uri) ? uri : null)
            .OfType<Uri>()
            .Select(uri => (uri.IdnHost.Trim('[', ']'), uri.Port))
            .Distinct();

    /// <summary>A <c>sources.list</c> for a suite.</summary>
    public string SourcesFor(string suite)
    {
        var lines = $"deb {Mirror} {suite} main\ndeb {Mirror} {suite}-updates main\n";
        return Security is null ? lines : lines + $"deb {Security} {suite}-security main\n";
    }

    /// <summary>The options as a file of apt.conf.d.</summary>
    public string RenderOptions() => string.Concat(Options.Select(line => line + "\n"));

    private static bool IsWeb(string address) =>
        address.StartsWith("http://", StringComparison.Ordinal) || address.StartsWith("https://", StringComparison.Ordinal);

    private static bool IsLoopback(string host) =>
        host.Equals("localhost", StringComparison.OrdinalIgnoreCase)
        || (IPAddress.TryParse(host, out var address) && IPAddress.IsLoopback(address));
}
