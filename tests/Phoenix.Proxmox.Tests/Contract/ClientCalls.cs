using System.Collections.Immutable;
using Phoenix.Proxmox.Access;
using Phoenix.Proxmox.Cluster;
using Phoenix.Proxmox.Nodes;
using Phoenix.Proxmox.Pools;
using Phoenix.Proxmox.Storage;
using Phoenix.Proxmox.Tasks;
using Phoenix.Proxmox.Values;
using Phoenix.Topology;

namespace Phoenix.Proxmox.Tests.Contract;

/// <summary>Every call the client can make. <see cref="SchemaContractTests"/> holds that none is missing.</summary>
internal static class ClientCalls
{
    internal const string Node = "pve1";
    internal static readonly Upid Task = Upid.Parse("UPID:pve1:000001A6:0002E4A3:6B035B35:vzcreate:101:root@pam:")!;

    public static ImmutableArray<ClientCall> All { get; } =
    [
        .. General(),
        .. Storages(),
        .. LxcCalls.All(),
        .. QemuCalls.All(),
        .. GuestCalls.Of(GuestKind.Container),
        .. GuestCalls.Of(GuestKind.VirtualMachine),
        .. FirewallCalls.All(),
    ];

    private static ClientCall[] General() =>
        [
            new("ProxmoxClient.VersionAsync", "GET /version", (client, cancel) => client.VersionAsync(cancel)),
            new("NodesApi.ListAsync", "GET /nodes", (client, cancel) => client.Nodes.ListAsync(cancel)),
            new("NodesApi.StatusAsync", "GET /nodes/{node}/status", (client, cancel) => client.Nodes.StatusAsync(Node, cancel)),
            new("ClusterApi.ResourcesAsync", "GET /cluster/resources", (client, cancel) => client.Cluster.ResourcesAsync(cancel)),
            new("ClusterApi.GuestsAsync", "GET /cluster/resources", (client, cancel) => client.Cluster.GuestsAsync(cancel)),
            new("ClusterApi.NextIdAsync", "GET /cluster/nextid", (client, cancel) => client.Cluster.NextIdAsync(cancel)),
            new("ClusterApi.IsFreeAsync", "GET /cluster/nextid", (client, cancel) => client.Cluster.IsFreeAsync(101, cancel)),
            new("ClusterApi.StatusAsync", "GET /cluster/status", (client, cancel) => client.Cluster.StatusAsync(cancel)),
            new("ClusterApi.OptionsAsync", "GET /cluster/options", (client, cancel) => client.Cluster.OptionsAsync(cancel)),
            new(
                "ClusterApi.RegisterTagsAsync",
                "PUT /cluster/options",
                (client, cancel) => client.Cluster.RegisterTagsAsync(["a", "phoenix"], cancel)
            ),
            new("ClusterApi.RegisterTagsAsync", "PUT /cluster/options", (client, cancel) => client.Cluster.RegisterTagsAsync([], cancel)),
            new("PoolsApi.ListAsync", "GET /pools", (client, cancel) => client.Pools.ListAsync(cancel)),
            new("PoolsApi.GetAsync", "GET /pools", (client, cancel) => client.Pools.GetAsync("phoenix", cancel)),
            new("PoolsApi.CreateAsync", "POST /pools", (client, cancel) => client.Pools.CreateAsync("phoenix", "the platform", cancel)),
            new("PoolsApi.DescribeAsync", "PUT /pools", (client, cancel) => client.Pools.DescribeAsync("phoenix", "the platform", cancel)),
            new("PoolsApi.AddGuestsAsync", "PUT /pools", (client, cancel) => client.Pools.AddGuestsAsync("phoenix", [101, 102], cancel)),
            new("PoolsApi.RemoveGuestsAsync", "PUT /pools", (client, cancel) => client.Pools.RemoveGuestsAsync("phoenix", [101], cancel)),
            new("PoolsApi.DeleteAsync", "DELETE /pools", (client, cancel) => client.Pools.DeleteAsync("phoenix", cancel)),
            new(
                "AccessApi.LoginAsync",
                "POST /access/ticket",
                (client, cancel) => client.Access.LoginAsync("root@pam", new Secret("a;b&c"), cancel)
            ),
            new("AccessApi.PermissionsAsync", "GET /access/permissions", (client, cancel) => client.Access.PermissionsAsync(cancel)),
            new(
                "AccessApi.CreateTokenAsync",
                "POST /access/users/{userid}/token/{tokenid}",
                (client, cancel) =>
                    client.Access.CreateTokenAsync(
                        new ApiTokenCreate
                        {
                            User = "root@pam",
                            Name = "phoenix",
                            PrivilegeSeparation = false,
                            Comment = "Phoenix",
                            Expires = DateTimeOffset.UnixEpoch.AddYears(70),
                        },
                        cancel
                    )
            ),
            new(
                "AccessApi.TokenAsync",
                "GET /access/users/{userid}/token/{tokenid}",
                (client, cancel) => client.Access.TokenAsync("root@pam", "phoenix", cancel)
            ),
            new(
                "AccessApi.DeleteTokenAsync",
                "DELETE /access/users/{userid}/token/{tokenid}",
                (client, cancel) => client.Access.DeleteTokenAsync("root@pam", "phoenix", cancel)
            ),
            new(
                "TasksApi.StatusAsync",
                "GET /nodes/{node}/tasks/{upid}/status",
                (client, cancel) => client.Tasks.StatusAsync(Task, cancel)
            ),
            new(
                "TasksApi.WaitAsync",
                "GET /nodes/{node}/tasks/{upid}/status",
                (client, cancel) => client.Tasks.WaitAsync(Task, null, cancel)
            ),
            new("TasksApi.LogAsync", "GET /nodes/{node}/tasks/{upid}/log", (client, cancel) => client.Tasks.LogAsync(Task, 0, 500, cancel)),
            new("TasksApi.StopAsync", "DELETE /nodes/{node}/tasks/{upid}", (client, cancel) => client.Tasks.StopAsync(Task, cancel)),
            new(
                "TasksApi.ListAsync",
                "GET /nodes/{node}/tasks",
                (client, cancel) =>
                    client.Tasks.ListAsync(
                        Node,
                        new TaskFilter
                        {
                            Vmid = 101,
                            Type = "vzstart",
                            FailedOnly = true,
                            Since = DateTimeOffset.UnixEpoch,
                            Source = TaskSource.Archive,
                        },
                        cancel
                    )
            ),
        ];

    private static ClientCall[] Storages() =>
        [
            new("StorageApi.ListAsync", "GET /nodes/{node}/storage", (client, cancel) => client.Storage.ListAsync(Node, cancel)),
            new(
                "StorageApi.ContentAsync",
                "GET /nodes/{node}/storage/{storage}/content",
                (client, cancel) => client.Storage.ContentAsync(Node, "local", "vztmpl", cancel)
            ),
            new(
                "StorageApi.UploadAsync",
                "POST /nodes/{node}/storage/{storage}/upload",
                (client, cancel) =>
                    client.Storage.UploadAsync(
                        Node,
                        "local",
                        new StorageUpload
                        {
                            Content = "vztmpl",
                            FileName = "base.tar.zst",
                            Sha256 = new string('a', 64),
                            File = new MemoryStream([1, 2, 3]),
                        },
                        cancel
                    )
            ),
            new(
                "StorageApi.DownloadAsync",
                "POST /nodes/{node}/storage/{storage}/download-url",
                (client, cancel) =>
                    client.Storage.DownloadAsync(
                        Node,
                        "local",
                        new StorageDownload
                        {
                            Content = "iso",
                            FileName = "debian.iso",
                            Url = new Uri("https://mirror.test/debian.iso"),
                            Sha256 = new string('a', 64),
                        },
                        cancel
                    )
            ),
            new(
                "StorageApi.DeleteAsync",
                "DELETE /nodes/{node}/storage/{storage}/content/{volume}",
                (client, cancel) => client.Storage.DeleteAsync(Node, "local", "local:vztmpl/base.tar.zst", cancel)
            ),
            new("StorageApi.TemplatesAsync", "GET /nodes/{node}/aplinfo", (client, cancel) => client.Storage.TemplatesAsync(Node, cancel)),
            new(
                "StorageApi.DownloadTemplateAsync",
                "POST /nodes/{node}/aplinfo",
                (client, cancel) => client.Storage.DownloadTemplateAsync(Node, "local", "debian-13-standard_13.1-1_amd64.tar.zst", cancel)
            ),
        ];
}
