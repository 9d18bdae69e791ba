using System.Collections.Immutable;
using Phoenix.Topology;

namespace Phoenix.Lab;

/// <summary>The lab's errors, PHX60xx.</summary>
public static class LabErrors
{
    /// <summary>The lab needs root.</summary>
    public static readonly ErrorCode NotRoot = new(
        "PHX6001",
        "The lab needs root",
        "The lab makes network namespaces, mounts and containers on this machine; only root may do that.",
        "Run phoenix as root."
    );

    /// <summary>A command of the machine is missing.</summary>
    public static readonly ErrorCode ToolMissing = new(
        "PHX6002",
        "A program that the lab needs is not installed",
        "The lab is made of Debian's own parts: lxc, debootstrap, nftables, iproute2 and a few more.",
        "apt-get install lxc debootstrap nftables iproute2 dnsmasq-base kmod mount util-linux procps zstd xz-utils"
    );

    /// <summary>A command on the machine failed.</summary>
    public static readonly ErrorCode CommandFailed = new(
        "PHX6003",
        "A command on this machine failed",
        "A step of making or unmaking the lab was refused by the system; its own words are shown.",
        "Mend what it names, then run the same command again: the lab goes on from what it finds."
    );

    /// <summary>The published port is taken.</summary>
    public static readonly ErrorCode PublishTaken = new(
        "PHX6004",
        "The published address is taken",
        "The lab's gateway is published on an address of this machine where another program already listens.",
        "Stop that program, or publish elsewhere: --publish 127.0.0.1:9443"
    );

    /// <summary>A lab with that name belongs to another state directory.</summary>
    public static readonly ErrorCode NameTaken = new(
        "PHX6005",
        "A lab of this name is already on this machine",
        "The namespace of that name was made from another state directory (PHOENIX_STATE).",
        "Choose another name, or take the other lab down from its own state directory."
    );

    /// <summary>There is no such lab.</summary>
    public static readonly ErrorCode NotFound = new(
        "PHX6006",
        "There is no such lab",
        "The lab was never brought up here, or was taken down.",
        "phoenix lab ls shows the labs; phoenix lab up makes one."
    );

    /// <summary>A base image could not be built.</summary>
    public static readonly ErrorCode ImageFailed = new(
        "PHX6007",
        "A base image could not be built",
        "debootstrap or apt failed; the last lines of their log are shown.",
        "Check that the package mirror of /etc/apt can be reached, then run the same command again."
    );

    /// <summary>A base image name is unknown.</summary>
    public static readonly ErrorCode ImageUnknown = new(
        "PHX6008",
        "There is no such base image",
        "The lab makes its base images itself and knows them by name.",
        "Use debian-13 or debian-13-cloud."
    );

    /// <summary>A guest cannot be started, stopped or changed.</summary>
    public static readonly ErrorCode GuestFailed = new(
        "PHX6009",
        "A container of the lab failed",
        "LXC could not do what was asked; the last lines of its log are shown.",
        "phoenix lab shell opens the lab's host; the logs are in the lab's state directory."
    );

    /// <summary>The guest is not in the state that the call needs.</summary>
    public static readonly ErrorCode GuestState = new(
        "PHX6010",
        "The guest is not in the right state",
        "Some actions need a running guest, others a stopped one, others a snapshot that exists.",
        "Look at `phoenix status`: it shows the state of every guest."
    );

    /// <summary>The daemon did not come up.</summary>
    public static readonly ErrorCode DaemonFailed = new(
        "PHX6011",
        "The lab's daemon did not start",
        "The process that serves the node's API, pct and the published port ended or was not ready in time.",
        "Its log is shown; it is in the lab's state directory."
    );

    /// <summary>A command on the lab's host ran out of time.</summary>
    public static readonly ErrorCode Timeout = new(
        "PHX6012",
        "A command ran out of time",
        "The command was ended together with everything it had started.",
        "Look at what it was waiting for; run it by hand in phoenix lab shell."
    );

    /// <summary>A name that no lab can have.</summary>
    public static readonly ErrorCode BadName = new(
        "PHX6013",
        "A lab cannot have this name",
        "The name becomes part of a namespace, of directories and of a table of nftables.",
        "Use 1 to 32 lower-case letters, digits and single dashes, beginning with a letter."
    );

    /// <summary>Unprivileged guests cannot get to their files.</summary>
    public static readonly ErrorCode StateClosed = new(
        "PHX6014",
        "Guests cannot get to their own files",
        "Root of an unprivileged guest is an ordinary user of this machine. It has to pass through every directory above the lab's, and one of them lets nobody but its owner in.",
        "Let others pass through it (chmod o+x DIRECTORY; they cannot list it), or keep the state elsewhere: PHOENIX_STATE=/var/lib/phoenix"
    );

    /// <summary>A lab's settings cannot be changed in place.</summary>
    public static readonly ErrorCode WouldBeMadeAnew = new(
        "PHX6015",
        "The lab would have to be made anew",
        "A lab's network and its node's name cannot be changed beneath its guests. Another subnet, host, gateway, bridge or node name means taking the lab down with everything in it, and nobody agreed to that.",
        "Put the settings back as they were, or agree: phoenix up --yes. What is in the lab is lost, the platform's secrets stay."
    );

    /// <summary>Guests cannot use the machine's proxy.</summary>
    public static readonly ErrorCode ProxyUnreachable = new(
        "PHX6016",
        "Guests cannot reach the proxy for packages",
        "apt on this machine goes through a proxy on the machine's loopback. To a guest that address is the guest itself.",
        "Let the proxy listen on an address of the machine and name that one, in apt's configuration (Acquire::http::Proxy) or in http_proxy."
    );

    /// <summary>All of them, for <c>phoenix explain</c> and the documentation.</summary>
    public static ImmutableArray<ErrorCode> All { get; } =
    [
        NotRoot,
        ToolMissing,
        CommandFailed,
        PublishTaken,
        NameTaken,
        NotFound,
        ImageFailed,
        ImageUnknown,
        GuestFailed,
        GuestState,
        DaemonFailed,
        Timeout,
        BadName,
        StateClosed,
        WouldBeMadeAnew,
        ProxyUnreachable,
    ];
}
