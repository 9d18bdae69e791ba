using System.Collections.Immutable;
using System.Text.Json.Nodes;

namespace Phoenix.Lab.Api.Access;

/// <summary>The privileges, as far as clients look at them: root has every one everywhere.</summary>
internal static class Privileges
{
    private static readonly ImmutableArray<string> Paths =
    [
        "/",
        "/access",
        "/access/groups",
        "/nodes",
        "/pool",
        "/sdn",
        "/storage",
        "/vms",
    ];

    private static readonly ImmutableArray<string> Machines =
    [
        "VM.Allocate",
        "VM.Audit",
        "VM.Backup",
        "VM.Clone",
        "VM.Config.CDROM",
        "VM.Config.CPU",
        "VM.Config.Cloudinit",
        "VM.Config.Disk",
        "VM.Config.HWType",
        "VM.Config.Memory",
        "VM.Config.Network",
        "VM.Config.Options",
        "VM.Console",
        "VM.Migrate",
        "VM.Monitor",
        "VM.PowerMgmt",
        "VM.Snapshot",
        "VM.Snapshot.Rollback",
    ];

    private static readonly ImmutableArray<string> Storages =
    [
        "Datastore.Allocate",
        "Datastore.AllocateSpace",
        "Datastore.AllocateTemplate",
        "Datastore.Audit",
    ];
    private static readonly ImmutableArray<string> Nodes =
    [
        "Sys.AccessNetwork",
        "Sys.Audit",
        "Sys.Console",
        "Sys.Incoming",
        "Sys.Modify",
        "Sys.PowerMgmt",
        "Sys.Syslog",
    ];
    private static readonly ImmutableArray<string> Networks = ["SDN.Allocate", "SDN.Audit", "SDN.Use"];
    private static readonly ImmutableArray<string> Users = ["Group.Allocate", "User.Modify"];
    private static readonly ImmutableArray<string> Mappings = ["Mapping.Audit", "Mapping.Modify", "Mapping.Use"];
    private static readonly ImmutableArray<string> Others =
    [
        "Permissions.Modify",
        "Pool.Allocate",
        "Pool.Audit",
        "Realm.Allocate",
        "Realm.AllocateUser",
    ];

    /// <summary>Root's rights by path; one path when it is asked for.</summary>
    public static JsonObject OfRoot(string? path)
    {
        var everything = Machines.AddRange(Storages).AddRange(Nodes).AddRange(Networks).AddRange(Users).AddRange(Mappings).AddRange(Others);
        var rights = new JsonObject();
        foreach (var known in path is null ? Paths : [path])
        {
            rights[known] = Set(everything);
        }
        return rights;
    }

    /// <summary>The rights that a login answers with, for the web interface.</summary>
    public static JsonObject Capabilities() =>
        new()
        {
            ["access"] = Set(Users.Add("Permissions.Modify")),
            ["dc"] = Set(["SDN.Allocate", "SDN.Audit", "SDN.Use", "Sys.Audit", "Sys.Modify"]),
            ["mapping"] = Set(Mappings.Add("Permissions.Modify")),
            ["nodes"] = Set(Nodes.Add("Permissions.Modify")),
            ["sdn"] = Set(Networks.Add("Permissions.Modify")),
            ["storage"] = Set(Storages.Add("Permissions.Modify")),
            ["vms"] = Set(Machines.Add("Permissions.Modify")),
        };

    private static JsonObject Set(ImmutableArray<string> names)
    {
        var set = new JsonObject();
        foreach (var name in names)
        {
            set[name] = 1;
        }
        return set;
    }
}
