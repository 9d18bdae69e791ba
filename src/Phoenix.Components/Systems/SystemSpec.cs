using System.Collections.Immutable;
using Phoenix.Topology;

namespace Phoenix.Components.Systems;

/// <summary>What runs in a system (a guest, or the host): a value that one engine converges with one observing call and one applying call. Components are pure functions from the platform to it.</summary>
public sealed record SystemSpec
{
    /// <summary>Debian packages that must be installed (without recommends).</summary>
    public ImmutableArray<string> Packages { get; init; } = [];

    /// <summary>System users that must exist (no login, no home).</summary>
    public ImmutableArray<string> Users { get; init; } = [];

    /// <summary>Directories with owner and mode; made before files.</summary>
    public ImmutableArray<SystemDirectory> Directories { get; init; } = [];

    /// <summary>Files with owner and mode, replaced atomically.</summary>
    public ImmutableArray<SystemFile> Files { get; init; } = [];

    /// <summary>Programs that are not Debian packages, installed from the offline bundle or another source.</summary>
    public ImmutableArray<SystemProgram> Programs { get; init; } = [];

    /// <summary>Paths that must not exist.</summary>
    public ImmutableArray<string> Absent { get; init; } = [];

    /// <summary>Units of systemd: enabled, running, reloaded or restarted when what they read changes.</summary>
    public ImmutableArray<SystemService> Services { get; init; } = [];

    /// <summary>Units that must be masked and stopped, e.g. a distribution's default instance.</summary>
    public ImmutableArray<string> Masked { get; init; } = [];
}

/// <summary>A directory. <paramref name="Mode"/> is octal text, e.g. <c>0750</c>; <paramref name="Owner"/> is <c>user:group</c>.</summary>
public sealed record SystemDirectory(string Path, string Owner = "root:root", string Mode = "0755");

/// <summary>A text file. <paramref name="Mode"/> is octal text; <paramref name="Owner"/> is <c>user:group</c>.</summary>
public sealed record SystemFile(string Path, string Content, string Owner = "root:root", string Mode = "0644")
{
    /// <summary>The content is a secret: compared by digest and never shown.</summary>
    public bool IsSecret { get; init; }

    /// <summary>Written only when it is absent (a file the component rewrites itself).</summary>
    public bool OnlyWhenAbsent { get; init; }
}

/// <summary>A program installed at a path (mode 0755, root). Its digest is compared, its bytes travel through the depot.</summary>
public sealed record SystemProgram(string Path, Programs.Program Program);

/// <summary>A unit of systemd.</summary>
public sealed record SystemService(string Unit)
{
    /// <summary>A check that must pass before a start, reload or restart (e.g. <c>nginx -t</c>); its own words become the error.</summary>
    public ImmutableArray<string> CheckBefore { get; init; } = [];

    /// <summary>Path prefixes whose change reloads the unit.</summary>
    public ImmutableArray<string> ReloadOn { get; init; } = [];

    /// <summary>Path prefixes (also of programs and unit files) whose change restarts the unit. Wins over a reload.</summary>
    public ImmutableArray<string> RestartOn { get; init; } = [];

    /// <summary>Enabled and running when true (the default); a timer-driven one-shot unit is not kept running.</summary>
    public bool KeepRunning { get; init; } = true;
}
