using System.Collections.Immutable;
using System.Text;
using Phoenix.Lab.Host;

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

    /// <summary>Reads the machine's settings.</summary>
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
            );
        }

        foreach (var file in files.Where(File.Exists))
        {
            sources.AppendLine(await File.ReadAllTextAsync(file, cancel));
        }

        var dump = await Machine.RunAsync(MachineCommand.Of("apt-config", "dump"), cancel);
        return Parse(sources.ToString(), dump.Text);
    }

    /// <summary>The settings in the text of the sources (either format) and of <c>apt-config dump</c>.</summary>
    public static AptSettings Parse(string sources, string dump)
    {
        var addresses = sources
            .Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
            .Where(line =>
                line.StartsWith("URIs:", StringComparison.OrdinalIgnoreCase) || line.StartsWith("deb ", StringComparison.Ordinal)
            )
            .SelectMany(line => line.Split((char[])[' ', '\t'], StringSplitOptions.RemoveEmptyEntries))
            .Where(word => word.Contains("://", StringComparison.Ordinal))
            .Select(word => word.TrimEnd('/'))
            .ToImmutableArray();
        var options = dump.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
            .Where(line =>
                Kept.Any(name => line.StartsWith(name, StringComparison.OrdinalIgnoreCase))
                && !line.EndsWith(" \"\";", StringComparison.Ordinal)
            )
            .ToImmutableArray();
        return new AptSettings(
            addresses.FirstOrDefault(address => address.EndsWith("/debian", StringComparison.Ordinal)) ?? Default,
            addresses.FirstOrDefault(address => address.EndsWith("/debian-security", StringComparison.Ordinal)),
            options
        );
    }

    /// <summary>A <c>sources.list</c> for a suite.</summary>
    public string SourcesFor(string suite)
    {
        var lines = $"deb {Mirror} {suite} main\ndeb {Mirror} {suite}-updates main\n";
        return Security is null ? lines : lines + $"deb {Security} {suite}-security main\n";
    }

    /// <summary>The options as a file of apt.conf.d.</summary>
    public string RenderOptions() => string.Concat(Options.Select(line => line + "\n"));
}
