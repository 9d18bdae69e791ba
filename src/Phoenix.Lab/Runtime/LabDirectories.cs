using System.Globalization;
using Phoenix.Lab.Network;

namespace Phoenix.Lab.Runtime;

/// <summary>Where a lab keeps what.</summary>
/// <param name="state">Phoenix's state, e.g. <c>/var/lib/phoenix</c>.</param>
/// <param name="lab">The lab.</param>
public sealed class LabDirectories(string state, LabName lab)
{
    /// <summary>The lab.</summary>
    public LabName Lab { get; } = lab;

    /// <summary>Everything of the lab.</summary>
    public string Root { get; } = Path.Combine(state, "labs", lab.Value);

    /// <summary>The state of the platform that the lab is for: its secrets, its lock and its journals.</summary>
    public string PlatformState { get; } = Path.Combine(state, lab.Value);

    /// <summary>The lab's settings.</summary>
    public string Record => Path.Combine(Root, "lab.json");

    /// <summary>How to reach the node's API, written by the daemon when it is ready.</summary>
    public string ApiAccess => Path.Combine(Root, "api.json");

    /// <summary>The daemon's log.</summary>
    public string DaemonLog => Path.Combine(Root, "daemon.log");

    /// <summary>The daemon's process id.</summary>
    public string DaemonPid => Path.Combine(Root, "daemon.pid");

    /// <summary>LXC's directory: a folder a guest.</summary>
    public string Lxc => Path.Combine(Root, "lxc");

    /// <summary>The layers of all guests; clones and snapshots share them.</summary>
    public string Layers => Path.Combine(Root, "layers");

    /// <summary>A folder a guest.</summary>
    public string Guests => Path.Combine(Root, "guests");

    /// <summary>What the host container sees as <c>/run/phoenix-lab</c>.</summary>
    public string HostRun => Path.Combine(Root, "run");

    /// <summary>The node's own files: configurations, tasks, storage (the API's).</summary>
    public string Node => Path.Combine(Root, "node");

    /// <summary>The storage <c>local</c>, which the host sees as <c>/var/lib/vz</c>.</summary>
    public string Storage => Path.Combine(Root, "storage");

    /// <summary>The socket on which the daemon serves pct.</summary>
    public string PctSocket => Path.Combine(HostRun, "pct.sock");

    /// <summary>All labs of a state directory.</summary>
    public static string AllLabs(string state) => Path.Combine(state, "labs");

    /// <summary>The folder of a guest.</summary>
    public string Guest(string name) => Path.Combine(Guests, name);

    /// <summary>A guest's name in LXC: its id.</summary>
    public static string NameOf(int vmid) => vmid.ToString(CultureInfo.InvariantCulture);
}
