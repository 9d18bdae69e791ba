using System.Text.Json;
using Phoenix.Lab.Runtime;

namespace Phoenix.Lab.Daemon;

/// <summary>
/// A lab as its own host sees it: Phoenix runs there as it does on a Proxmox node, with the binary, the state and the node's API where
/// a plain installation has them.
/// </summary>
public static class LabHost
{
    /// <summary>The phoenix binary on the host.</summary>
    public const string Binary = "/usr/local/bin/phoenix";

    /// <summary>What the lab shows its host, below the host's root.</summary>
    internal const string RunDirectory = "run/phoenix-lab";

    private const string AccessFile = "api.json";

    /// <summary>How the node's API is reached from here, when this process runs on a lab's host; null everywhere else.</summary>
    public static async Task<LabApiAccess?> FindAsync(CancellationToken cancel)
    {
        var path = Path.Combine("/", RunDirectory, AccessFile);
        if (!File.Exists(path))
        {
            return null;
        }

        await using var file = File.OpenRead(path);
        return await JsonSerializer.DeserializeAsync(file, LabJson.Default.LabApiAccess, cancel);
    }

    /// <summary>Where the platform's state is on the host, below its root.</summary>
    internal static string StateOf(Network.LabName lab) => $"var/lib/phoenix/{lab}";

    /// <summary>The machine's path of the file that <see cref="FindAsync"/> reads.</summary>
    internal static string AccessPath(LabDirectories directories) => Path.Combine(directories.HostRun, AccessFile);
}
