using System.Collections.Immutable;
using Phoenix.Topology;

namespace Phoenix.Cli.Errors;

/// <summary>The codes of Phoenix itself, <c>PHX9xxx</c>.</summary>
internal static class CliErrors
{
    /// <summary>An exception that nobody foresaw.</summary>
    public static readonly ErrorCode Unexpected = new(
        "PHX9001",
        "Phoenix made a mistake",
        "Something happened that Phoenix did not foresee. What it changed so far is in place, and the next `phoenix up` goes on from there.",
        "Run the command again with PHOENIX_DEBUG=1, which prints where it happened, and report that with the command and your phoenix.yaml."
    );

    /// <summary>There is no platform file.</summary>
    public static readonly ErrorCode NoPlatformFile = new(
        "PHX9002",
        "There is no phoenix.yaml here",
        "Phoenix looks for phoenix.yaml in this directory and in those above it, unless --file or PHOENIX_FILE names one.",
        "`phoenix init` writes a commented one here. `phoenix up` without a file uses the built-in seed platform on the lab."
    );

    /// <summary>The address to publish on is none.</summary>
    public static readonly ErrorCode BadPublish = new(
        "PHX9011",
        "The address to publish on is no address and port",
        "--publish takes an address of this machine and a port.",
        "Write it as 127.0.0.1:8443."
    );

    /// <summary>The platform's file asks for a way to the node that there is not yet, or this machine is not the node.</summary>
    public static readonly ErrorCode NotOnTheNode = new(
        "PHX9012",
        "Phoenix has to run on the Proxmox host itself for now",
        "Requests to the CA, proofs and the depot go from the machine that Phoenix runs on straight into the platform's network, and the platform's names, timers and snippets are put on that machine; through SSH there is no way for them yet.",
        "Copy the binary and phoenix.yaml to the node and run it there, without ssh: in the file. On the node, hypervisor.node has to be the node's own name (pvesh get /nodes)."
    );

    /// <summary>The named file cannot be read.</summary>
    public static readonly ErrorCode UnreadableFile = new(
        "PHX9003",
        "A file cannot be read",
        "The file that --file or PHOENIX_FILE names, or phoenix.yaml here or above, is absent, no regular file, or this user may not read it.",
        "Check the path, what is there, and its permissions."
    );

    /// <summary>A question, and nobody to answer it.</summary>
    public static readonly ErrorCode NobodyToAsk = new(
        "PHX9004",
        "There is no terminal to ask on",
        "The change needs your agreement, and standard input is no terminal.",
        "Look at the plan (`phoenix plan`) and run the command again with --yes."
    );

    /// <summary>Init would overwrite.</summary>
    public static readonly ErrorCode FileExists = new(
        "PHX9005",
        "A file is there already",
        "`phoenix init` does not overwrite what you wrote.",
        "Go to another directory, or let it overwrite with --force."
    );

    /// <summary>The hosts file cannot be written.</summary>
    public static readonly ErrorCode HostsFileFailed = new(
        "PHX9006",
        "The hosts file cannot be changed",
        "`phoenix hosts` keeps a marked block in the machine's hosts file; reading or writing that file failed.",
        "Run it as root, or add the names of the routes by hand: on a lab they lead to the published address (`phoenix status` shows it), on a node to the gateway's (`phoenix dns ls`)."
    );

    /// <summary>No guest, stack or certificate of that name.</summary>
    public static readonly ErrorCode UnknownName = new(
        "PHX9007",
        "The platform has nothing of that name",
        "The name on the command line is not in phoenix.yaml.",
        "`phoenix guest ls`, `phoenix stack ls` and `phoenix cert ls` list the names."
    );

    /// <summary>An error code nobody knows.</summary>
    public static readonly ErrorCode UnknownCode = new(
        "PHX9008",
        "There is no such error code",
        "Codes are PHX and four digits, as they stand beside an error.",
        "`phoenix explain` without a code lists all of them."
    );

    /// <summary>There is nothing yet.</summary>
    public static readonly ErrorCode NotThereYet = new(
        "PHX9009",
        "The platform is not up",
        "The command needs something that `phoenix up` makes.",
        "Run `phoenix up` first."
    );

    /// <summary>Files cannot be written.</summary>
    public static readonly ErrorCode UnwritableDirectory = new(
        "PHX9010",
        "A directory cannot be written",
        "The directory that the command writes to refuses it: permissions, a read-only or a full disk.",
        "Choose another directory, or mend this one."
    );

    /// <summary>Standard output cannot be written.</summary>
    public static readonly ErrorCode OutputFailed = new(
        "PHX9020",
        "Standard output cannot be written",
        "What the command had to say could not be written to where its output goes: a full disk, or a closed output.",
        "Send the output elsewhere, or make room, and run the command again."
    );

    /// <summary>There is no current directory.</summary>
    public static readonly ErrorCode NoDirectory = new(
        "PHX9021",
        "The current directory is gone",
        "The directory that the command was started in was removed or cannot be entered.",
        "Go to another directory (`cd`) and run the command again."
    );

    /// <summary>All of them, for <c>phoenix explain</c>.</summary>
    public static readonly ImmutableArray<ErrorCode> All =
    [
        Unexpected,
        NoPlatformFile,
        BadPublish,
        NotOnTheNode,
        UnreadableFile,
        NobodyToAsk,
        FileExists,
        HostsFileFailed,
        UnknownName,
        UnknownCode,
        NotThereYet,
        UnwritableDirectory,
        OutputFailed,
        NoDirectory,
    ];
}
