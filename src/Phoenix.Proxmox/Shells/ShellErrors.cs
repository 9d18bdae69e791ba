using System.Collections.Immutable;
using Phoenix.Topology;

namespace Phoenix.Proxmox;

/// <summary>What can go wrong with a shell on the host or in a guest, and with the depot.</summary>
public static class ShellErrors
{
    /// <summary>The host's SSH server cannot be reached or refuses the key.</summary>
    public static readonly ErrorCode HostUnreachable = new(
        "PHX2030",
        "The host cannot be reached over SSH",
        "There is no connection to the host's SSH server, or it refuses the key.",
        "Try ssh with the same destination and key from here."
    );

    /// <summary>The host key is unknown or another one.</summary>
    public static readonly ErrorCode HostKeyRefused = new(
        "PHX2031",
        "The host's SSH key is not the known one",
        "The key that the host shows is not in known_hosts, or another one than there.",
        "Compare with the key on the host (ssh-keygen -lf /etc/ssh/ssh_host_ed25519_key.pub), then connect once with ssh to record it."
    );

    /// <summary>A command ran out of its time.</summary>
    public static readonly ErrorCode TimedOut = new(
        "PHX2032",
        "A command ran out of time",
        "The command did not end within its time and was ended.",
        "Run it by hand on the machine to see what it waits for."
    );

    /// <summary>A command that had to succeed failed.</summary>
    public static readonly ErrorCode CommandFailed = new(
        "PHX2033",
        "A command failed",
        "A command that Phoenix relies on ended with an error; what it wrote is below.",
        "Act on the command's own message."
    );

    /// <summary>The connection to the machine broke while a command ran.</summary>
    public static readonly ErrorCode ConnectionLost = new(
        "PHX2034",
        "The connection to the machine broke",
        "A command was running when the connection broke; how it ended is unknown.",
        "Run again: Phoenix reads what is there before it changes anything."
    );

    /// <summary>What arrived in the guest is not what was sent.</summary>
    public static readonly ErrorCode TransferFailed = new(
        "PHX2040",
        "A file did not reach the guest",
        "Its length or its SHA-256 in the guest is not what it should be, or the guest could not fetch it; nothing was installed.",
        "Check the guest's disk space and that it reaches the host's address."
    );

    /// <summary>Every code here.</summary>
    public static ImmutableArray<ErrorCode> All { get; } =
    [HostUnreachable, HostKeyRefused, TimedOut, CommandFailed, ConnectionLost, TransferFailed];
}
