using Phoenix.Cli.Errors;
using Phoenix.Topology;

namespace Phoenix.Cli.Sessions.Live;

/// <summary>Whether the machine that Phoenix runs on is the node: names, timers and snippets are put on this machine, whatever the API's address is.</summary>
/// <param name="root">The machine's root directory.</param>
internal sealed class NodeIdentity(string root)
{
    private const string Directories = "nodes/";

    /// <summary>This machine.</summary>
    public static NodeIdentity Here { get; } = new("/");

    /// <summary>Refuses a machine that is not the declared node.</summary>
    /// <exception cref="PhoenixException">PHX9012.</exception>
    public void Require(Hypervisor.Proxmox proxmox)
    {
        if (Problem(proxmox.Node) is { } problem)
        {
            throw new PhoenixException(CliErrors.NotOnTheNode, problem) { Where = "hypervisor.node" };
        }
    }

    // The cluster's file system has a link from "local" to the directory of the node it is on.
    private string? Problem(string node) =>
        !File.Exists(Path.Combine(root, "usr/sbin/pct")) ? $"this machine is no Proxmox node, and not \"{node}\""
        : new FileInfo(Path.Combine(root, "etc/pve/local")).LinkTarget is not { } link
            ? "this machine's /etc/pve is empty: pve-cluster does not run"
        : link != Directories + node
            ? $"this machine is the node \"{link.Replace(Directories, "", StringComparison.Ordinal)}\", not \"{node}\""
        : null;
}
