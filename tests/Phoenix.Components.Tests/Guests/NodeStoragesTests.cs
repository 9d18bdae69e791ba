using System.Collections.Immutable;
using Phoenix.Components.Guests;
using Phoenix.Proxmox.Storage;
using Phoenix.Topology;

namespace Phoenix.Components.Tests.Guests;

public sealed class NodeStoragesTests
{
    private static readonly ImmutableArray<StorageStatus> Storages =
    [
        Of("zfs", "images", "rootdir"),
        Of("local", "vztmpl", "import", "rootdir"),
        Of("local-lvm", "images", "rootdir"),
        Of("nas", "images") with
        {
            IsActive = false,
        },
    ];

    [Fact]
    public void Storage_that_an_installation_makes_comes_before_others()
    {
        NodeStorages.Taking(Storages, "pve", "rootdir", declared: null).ShouldBe(["local-lvm", "local", "zfs"]);
    }

    [Fact]
    public void Declared_storage_is_the_only_one()
    {
        NodeStorages.Taking(Storages, "pve", "rootdir", "zfs").ShouldBe(["zfs"]);
    }

    [Theory]
    [InlineData("local", "does not take images")]
    [InlineData("nas", "is not active")]
    [InlineData("nowhere", "is not there")]
    public void Declared_storage_that_does_not_do_is_refused_with_those_that_would(string declared, string why)
    {
        var error = Should.Throw<PhoenixException>(() => NodeStorages.Taking(Storages, "pve", "images", declared));

        error.Code.ShouldBe(GuestErrors.NoStorage);
        error.Message.ShouldBe($"{declared} of pve {why}");
        error.Remote.ShouldBe("images is taken by local-lvm, zfs");
    }

    [Fact]
    public void Node_without_a_storage_for_the_content_is_an_error()
    {
        Should.Throw<PhoenixException>(() => NodeStorages.Taking([], "pve", "import", null)).Code.ShouldBe(GuestErrors.NoStorage);
    }

    private static StorageStatus Of(string id, params ImmutableArray<string> content) =>
        new(id, "dir", content, IsActive: true, IsShared: false, Total: default, Available: default);
}
