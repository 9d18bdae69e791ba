using System.Collections.Immutable;
using Phoenix.Topology;

namespace Phoenix.Proxmox;

/// <summary>What can go wrong with a Proxmox node. The errors of shells and of the depot are in <see cref="ShellErrors"/>.</summary>
public static class ProxmoxErrors
{
    /// <summary>401: no, wrong or expired credentials.</summary>
    public static readonly ErrorCode Unauthorised = new(
        "PHX2001",
        "The node does not know these credentials",
        "The API token or the password is wrong, expired or disabled. The node answers every failed login alike, after three seconds.",
        "Make a token (Datacenter, Permissions, API Tokens, privilege separation off) and store it as the secret that phoenix.yaml names, as USER@REALM!TOKENID=UUID."
    );

    /// <summary>403.</summary>
    public static readonly ErrorCode PermissionDenied = new(
        "PHX2002",
        "The node refuses this to these credentials",
        "The user or the token lacks a privilege, or the call is only for root@pam's own ticket (bind mounts, device passthrough, features other than nesting).",
        "Give the token's user the privilege that the message names, or a token without privilege separation."
    );

    /// <summary>A guest, storage, pool, snapshot, rule, ... that is not there. Proxmox says so by text, never by 404.</summary>
    public static readonly ErrorCode NotFound = new(
        "PHX2003",
        "The node has no such thing",
        "What the call names does not exist on this node (any more).",
        "Check the name or the id in phoenix.yaml; run phoenix plan to see what is there."
    );

    /// <summary>An id or a name is taken.</summary>
    public static readonly ErrorCode AlreadyExists = new(
        "PHX2004",
        "The id or the name is taken",
        "Somebody made a thing of this id or name before, perhaps at the same moment. Ids of guests are unique in the whole cluster.",
        "Choose another id in phoenix.yaml, or remove the other thing."
    );

    /// <summary>A lock is held by another task, or the guest carries a lock (backup, migrate, ...).</summary>
    public static readonly ErrorCode Locked = new(
        "PHX2005",
        "Another task holds the lock",
        "The node waited ten seconds for a lock and gave up, or the guest is locked by a backup, a migration, a snapshot or a rollback.",
        "Wait for the other task and run again; a lock that a crashed task left behind is freed on the host with pct unlock or qm unlock."
    );

    /// <summary>The configuration changed since it was read.</summary>
    public static readonly ErrorCode ChangedMeanwhile = new(
        "PHX2006",
        "The configuration changed meanwhile",
        "Somebody else wrote the same configuration between Phoenix's reading and writing; nothing was overwritten.",
        "Run again: the plan is made anew from what is there now."
    );

    /// <summary>400: the node refuses a parameter.</summary>
    public static readonly ErrorCode ParameterRefused = new(
        "PHX2007",
        "The node refuses a parameter",
        "A value is not what this version of Proxmox takes; the message names each parameter and why.",
        "Correct the value in phoenix.yaml that the parameter comes from."
    );

    /// <summary>595, 596: the API is up, the node behind it (or its daemon) is not.</summary>
    public static readonly ErrorCode NodeUnreachable = new(
        "PHX2008",
        "The API answers, the node behind it does not",
        "pveproxy could not reach pvedaemon, or another node of the cluster, or knows no node of this name; the call was not executed.",
        "Look at the node: systemctl status pvedaemon pveproxy pve-cluster; in a cluster, whether the node is online. The node's name must be its own, not a host name with a domain."
    );

    /// <summary>The served certificate is not the pinned one.</summary>
    public static readonly ErrorCode FingerprintMismatch = new(
        "PHX2009",
        "The node serves another certificate than the pinned one",
        "The fingerprint in phoenix.yaml and that of the served certificate differ: the certificate was renewed, the node joined a cluster, or this is not the node.",
        "Compare with the fingerprint that the node itself shows (pvenode cert info) before you change the pin."
    );

    /// <summary>No connection, no name, or the connection broke while reading.</summary>
    public static readonly ErrorCode ApiUnreachable = new(
        "PHX2010",
        "The node's API cannot be reached",
        "There is no connection to the endpoint of phoenix.yaml: a wrong address, a firewall, a stopped pveproxy, or a machine that is off.",
        "Try curl -k ENDPOINT/api2/json/version from here; on the node: systemctl status pveproxy."
    );

    /// <summary>A change was sent and no answer came back.</summary>
    public static readonly ErrorCode OutcomeUnknown = new(
        "PHX2011",
        "It is unknown whether the node made the change",
        "The connection broke, or the node ran out of its own time, after a change was sent. It may have been made, it may still be being made.",
        "Run again: Phoenix reads what is there before it changes anything, and goes on from that."
    );

    /// <summary>A task ended with an error.</summary>
    public static readonly ErrorCode TaskFailed = new(
        "PHX2012",
        "A task of the node failed",
        "The node accepted the call and its task ended with an error; the end of its log is below.",
        "Read the log; the last line before TASK ERROR is the cause."
    );

    /// <summary>The cluster has lost its quorum.</summary>
    public static readonly ErrorCode NoQuorum = new(
        "PHX2013",
        "The cluster has no quorum",
        "Too few nodes of the cluster are online, so its configuration is read-only. Nothing may be destroyed now: disks would go and the configuration would stay.",
        "Bring the other nodes back (pvecm status), then run again."
    );

    /// <summary>500 with a text that fits no other code.</summary>
    public static readonly ErrorCode Refused = new(
        "PHX2014",
        "The node could not do it",
        "The node refused the call or failed at it; its own words are below.",
        "Act on the node's message."
    );

    /// <summary>An answer that is not what the API promises.</summary>
    public static readonly ErrorCode AnswerNotUnderstood = new(
        "PHX2015",
        "The node's answer is not understood",
        "The answer is no JSON, or lacks what the API promises: a proxy in between, or a version of Proxmox that Phoenix does not know.",
        "Check that the endpoint is a Proxmox VE API (versions 8 and 9 are supported)."
    );

    /// <summary>501: the node does not know this call.</summary>
    public static readonly ErrorCode NotImplemented = new(
        "PHX2016",
        "The node does not know this call",
        "This version of Proxmox has no such call.",
        "Check the node's version with `pveversion` on the node; versions 8 and 9 are supported."
    );

    /// <summary>The certificate is not trusted by the system.</summary>
    public static readonly ErrorCode CertificateNotTrusted = new(
        "PHX2017",
        "The node's certificate is not trusted here",
        "The node serves a certificate whose authority this machine does not know, which is so for every node with its own certificate.",
        "Put the fingerprint that pvenode cert info shows on the node into phoenix.yaml (hypervisor: fingerprint)."
    );

    /// <summary>A guest that should run does not.</summary>
    public static readonly ErrorCode NotRunning = new(
        "PHX2018",
        "The guest is not running",
        "The call needs a running guest.",
        "Start the guest."
    );

    /// <summary>A guest that should be stopped runs.</summary>
    public static readonly ErrorCode AlreadyRunning = new(
        "PHX2019",
        "The guest is running",
        "The call needs a stopped guest.",
        "Stop the guest."
    );

    /// <summary>The guest agent does not answer.</summary>
    public static readonly ErrorCode AgentUnavailable = new(
        "PHX2020",
        "The guest agent does not answer",
        "The virtual machine runs, and nothing in it answers on the agent's channel: it is still booting, or qemu-guest-agent is not installed.",
        "Look at the console of the virtual machine; apt install qemu-guest-agent in it."
    );

    /// <summary>The virtual machine's configuration has no agent.</summary>
    public static readonly ErrorCode AgentNotConfigured = new(
        "PHX2021",
        "The virtual machine is configured without a guest agent",
        "The node speaks with an agent only where agent: 1 is in the virtual machine's configuration, and there in force: it takes a restart.",
        "Run phoenix up, which sets it; or qm set ID --agent 1 on the node, then stop and start the virtual machine."
    );

    /// <summary>Every code of this project, the shells' and the depot's included.</summary>
    public static ImmutableArray<ErrorCode> All { get; } =
    [
        Unauthorised,
        PermissionDenied,
        NotFound,
        AlreadyExists,
        Locked,
        ChangedMeanwhile,
        ParameterRefused,
        NodeUnreachable,
        FingerprintMismatch,
        ApiUnreachable,
        OutcomeUnknown,
        TaskFailed,
        NoQuorum,
        Refused,
        AnswerNotUnderstood,
        NotImplemented,
        CertificateNotTrusted,
        NotRunning,
        AlreadyRunning,
        AgentUnavailable,
        AgentNotConfigured,
        .. ShellErrors.All,
    ];
}
