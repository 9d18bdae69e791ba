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

    /// <summary>The guest came up but did not get ready.</summary>
    public static readonly ErrorCode NotReady = new(
        "PHX3004",
        "The guest runs but does not get ready",
        "The guest was started, and its init or its guest agent did not answer in time.",
        "Look at its console and its journal: phoenix guest logs NAME."
    );

    /// <summary>All of them.</summary>
    public static readonly ImmutableArray<ErrorCode> All = [NotOurs, NoStorage, NoTemplate, NotReady];
}
