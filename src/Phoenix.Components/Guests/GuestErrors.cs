using System.Collections.Immutable;
using Phoenix.Topology;

namespace Phoenix.Components.Guests;

/// <summary>Errors of guests as the node has them.</summary>
public static class GuestErrors
{
    /// <summary>A foreign guest holds the declared id.</summary>
    public static readonly ErrorCode NotOurs = new(
        "PHX3001",
        "A guest with this id was not made by Phoenix",
        "The node has a guest with the declared id that does not carry the platform's tag. Phoenix never touches such a guest.",
        "Give the guest another id in phoenix.yaml, or, if it is Phoenix's after all, add the tag phoenix-PLATFORM to it."
    );

    /// <summary>No storage takes root disks.</summary>
    public static readonly ErrorCode NoStorage = new(
        "PHX3002",
        "The node has no storage for this",
        "No active storage of the node takes the content that is needed (root disks, templates or images).",
        "Enable the content type on a storage of the node: Datacenter, Storage, Edit, Content."
    );

    /// <summary>No Debian template to be had.</summary>
    public static readonly ErrorCode NoTemplate = new(
        "PHX3003",
        "There is no Debian 13 template",
        "The node has no template of Debian 13, and its list of templates to download has none either.",
        "Run `pveam update` on the node, or upload debian-13-standard_*.tar.zst to a storage that takes templates."
    );

    /// <summary>The guest came up but did not become ready.</summary>
    public static readonly ErrorCode NotReady = new(
        "PHX3004",
        "The guest runs but does not become ready",
        "The guest was started, and its init or its guest agent did not answer in time.",
        "Look at its console and its journal: phoenix guest logs NAME."
    );

    /// <summary>The declared disk is smaller than the real one.</summary>
    public static readonly ErrorCode DiskNeverShrinks = new(
        "PHX3005",
        "A disk cannot be made smaller",
        "The guest's root disk is larger than declared. A disk grows in place; making it smaller would destroy what is on it.",
        "Declare the size that it has, or take the guest away (phoenix down, or on the node) and let it be made again."
    );

    /// <summary>A creation that died.</summary>
    public static readonly ErrorCode HalfMade = new(
        "PHX3006",
        "A guest was left half made",
        "A guest with the declared id carries the lock of its creation, and no task of the node is making it: the node went down meanwhile, or the task was killed. It has no name and no tags yet, so nothing tells whose it is; Phoenix leaves it alone.",
        "Remove it on the node, then run `phoenix up` again."
    );

    /// <summary>All of them.</summary>
    public static readonly ImmutableArray<ErrorCode> All = [NotOurs, NoStorage, NoTemplate, NotReady, DiskNeverShrinks, HalfMade];
}
