using System.Collections.Immutable;

namespace Phoenix.Lab.Tests.Api.Recordings;

/// <summary>What of the recording is replayed at all: its flows, and the methods that the lab does not serve, each with its reason.</summary>
internal static class ReplayScope
{
    private const string OneUser = "the lab has no user but root, hence no roles and permissions to give";
    private const string OwnSystem = "settings of the node's own system; Phoenix does not touch them through the API";
    private const string Indexes = "lists of methods";
    private const string Backups = "the lab keeps no backups";
    private const string Fixed = "the lab's storages are made with the lab";
    private const string OneNode = "the lab is one node";

    /// <summary>The flows that are replayed, with how many of their exchanges are compared at least.</summary>
    public static ImmutableSortedDictionary<string, int> Replayed { get; } =
        new Dictionary<string, int>
        {
            ["a-auth"] = 92,
            ["b-node"] = 74,
            ["c-lxc"] = 555,
            ["c-lxc-put"] = 37,
            ["c-lxc-life"] = 107,
            ["c-lxc-more"] = 146,
            ["d-firewall"] = 208,
            ["e-qemu"] = 208,
            ["f-tasks"] = 17,
            ["i-extra"] = 67,
            ["i-start1"] = 4,
            ["m-gaps"] = 37,
        }.ToImmutableSortedDictionary(StringComparer.Ordinal);

    /// <summary>The flows that are not, and why.</summary>
    public static ImmutableSortedDictionary<string, string> LeftOut { get; } =
        new Dictionary<string, string>
        {
            ["f-slow"] = "how the node bears storages that take 45 seconds; the lab's take none",
            ["g-node"] = OwnSystem,
            ["g-node-apply"] = OwnSystem,
            ["g-node-apply2"] = OwnSystem,
            ["i-backup"] = Backups,
            ["i-bob"] = OneUser,
            ["i-warn"] = "a task that ends with warnings: the recorder broke the node's own files for it",
            ["j-failure"] = "the recorder broke configurations and stopped the node's services on its shell",
            ["l-hook"] = "the lab runs no hook scripts",
            ["l-livelog"] = "a log while it is written: the moment of a poll",
            ["l-ticket"] = "the recorder waited for hours, for tickets to grow old",
            ["l-ticket2"] = "the recorder waited for hours, for tickets to grow old",
        }.ToImmutableSortedDictionary(StringComparer.Ordinal);

    /// <summary>The methods that the recorder called and the lab does not serve, and why.</summary>
    public static ImmutableSortedDictionary<string, string> NotServed { get; } =
        new Dictionary<string, string>
        {
            ["GET /"] = Indexes,
            ["GET /cluster"] = Indexes,
            ["GET /access/acl"] = OneUser,
            ["PUT /access/acl"] = OneUser,
            ["GET /access/roles"] = OneUser,
            ["GET /access/roles/EncA"] = OneUser,
            ["GET /access/roles/Phoenix"] = OneUser,
            ["POST /access/roles"] = OneUser,
            ["DELETE /access/roles"] = OneUser,
            ["GET /access/users"] = OneUser,
            ["POST /access/users"] = OneUser,
            ["PUT /access/users"] = OneUser,
            ["PUT /access/password"] = OneUser,
            ["GET /cluster/log"] = OneNode,
            ["POST /nodes/lxc/migrate"] = OneNode,
            ["POST /nodes/lxc/move_volume"] = "root file systems of the lab are overlays, in no storage",
            ["POST /nodes/lxc/status/resume"] = "the lab suspends no guests",
            ["POST /nodes/qemu/status/resume"] = "the lab suspends no guests",
            ["POST /nodes/qemu/status/suspend"] = "the lab suspends no guests",
            ["GET /nodes/time"] = OwnSystem,
            ["PUT /nodes/dns"] = OwnSystem,
            ["GET /nodes/query-url-metadata"] = "asks about a download without making it; Phoenix makes it",
            ["POST /storage"] = Fixed,
            ["PUT /storage"] = Fixed,
            ["DELETE /storage"] = Fixed,
            ["POST /nodes/vzdump"] = Backups,
            ["GET /nodes/vzdump/defaults"] = Backups,
        }.ToImmutableSortedDictionary(StringComparer.Ordinal);
}
