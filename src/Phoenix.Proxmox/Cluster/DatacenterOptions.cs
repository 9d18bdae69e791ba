using System.Collections.Immutable;
using Phoenix.Proxmox.Transport;

namespace Phoenix.Proxmox.Cluster;

/// <summary>Options of the whole datacenter that matter to Phoenix.</summary>
/// <param name="AllowedTags">Tags that this user may give.</param>
/// <param name="RegisteredTags">Tags that only those with Sys.Modify on / may give.</param>
/// <param name="TagOrder"><c>config</c> when tags keep the order they were given in; null: sorted.</param>
/// <param name="TagsKeepCase">Tags are not lower-cased.</param>
/// <param name="MacPrefix">The beginning of MAC addresses the node makes.</param>
public sealed record DatacenterOptions(
    ImmutableArray<string> AllowedTags,
    ImmutableArray<string> RegisteredTags,
    string? TagOrder,
    bool TagsKeepCase,
    string? MacPrefix
)
{
    internal static DatacenterOptions From(Answer answer) =>
        new(
            Tags(answer["allowed-tags"]),
            Tags(answer["registered-tags"]),
            answer["tag-style"]["ordering"].Text,
            answer["tag-style"]["case-sensitive"].IsSet,
            answer["mac_prefix"].Text
        );

    private static ImmutableArray<string> Tags(Answer value) =>
        value.IsList ? [.. value.Rows.Select(row => row.Text).OfType<string>()] : value.Words;
}
