using Phoenix.Lab.Host;
using Phoenix.Lab.Network;
using Phoenix.Lab.Runtime;
using Phoenix.Testing;

namespace Phoenix.Lab.Tests.Runtime;

/// <summary>Root file systems on this machine's kernel, over an image of one file.</summary>
public sealed class LayerStoreTests : IAsyncLifetime
{
    private const UnixFileMode Open =
        UnixFileMode.UserRead
        | UnixFileMode.UserWrite
        | UnixFileMode.UserExecute
        | UnixFileMode.GroupRead
        | UnixFileMode.GroupExecute
        | UnixFileMode.OtherRead
        | UnixFileMode.OtherExecute;

    // Not in /tmp: an overlay's upper layer cannot be everywhere.
    private readonly string _folder = $"/var/tmp/phoenix-layers-{Environment.ProcessId}-{Guid.NewGuid():N}";
    private readonly LabDirectories _directories;
    private readonly LayerStore _layers;

    public LayerStoreTests()
    {
        _directories = new LabDirectories(_folder, LabName.Parse("home"));
        _layers = new LayerStore(_directories);
    }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private string Image => Path.Combine(_folder, "images", "debian-13-0123456789ab", "root");

    public ValueTask InitializeAsync()
    {
        SkipUnless.Root();
        FileTree.MakeDirectory(Path.Combine(Image, "etc"));
        return ValueTask.CompletedTask;
    }

    public async ValueTask DisposeAsync()
    {
        _layers.Dispose();
        await Mounts.RemoveBelowAsync(_directories.Root, CancellationToken.None);
        await FileTree.RemoveAsync(_folder, CancellationToken.None);
    }

    [Fact]
    public async Task File_systems_mounted_at_the_same_time_are_mounted_once()
    {
        foreach (var guest in new[] { "101", "102" })
        {
            await _layers.CreateAsync(guest, [Image], IdMap.Shift, Cancel);
        }

        await Task.WhenAll(Enumerable.Range(0, 12).Select(turn => _layers.MountAsync(turn % 2 == 0 ? "101" : "102", Cancel)));

        (await Mounts.PointsAsync(Cancel))
            .Where(point => point.StartsWith(_directories.Root, StringComparison.Ordinal))
            .Order(StringComparer.Ordinal)
            .ShouldBe([
                _layers.MountPoint("101"),
                _layers.MountPoint("102"),
                Path.Combine(_directories.Layers, "debian-13-0123456789ab.u"),
            ]);
    }

    [Fact]
    public async Task Users_of_a_guest_pass_its_directories_whatever_the_umask_was()
    {
        var before = Libc.FileModeMask(0b000_111_111);
        try
        {
            await _layers.CreateAsync("101", [Image], IdMap.Shift, Cancel);
            using var root = await _layers.FilesAsync("101", Cancel);
            root.EnsureDirectory("/srv/www/data");
        }
        finally
        {
            _ = Libc.FileModeMask(before);
        }

        var point = _layers.MountPoint("101");
        string[] made =
        [
            point,
            $"{point}/srv",
            $"{point}/srv/www/data",
            _directories.Guest("101"),
            _directories.Guests,
            _directories.Layers,
        ];
        foreach (var directory in made)
        {
            File.GetUnixFileMode(directory).ShouldBe(Open, directory);
        }
    }

    [Fact]
    public async Task Snapshot_that_a_killed_daemon_left_is_replaced_by_the_next_of_its_name()
    {
        await _layers.CreateAsync("101", [Image], shift: 0, Cancel);
        await WriteAsync("first");
        await _layers.SnapshotAsync("101", "clean", running: false, Cancel);
        await WriteAsync("second");

        await _layers.SnapshotAsync("101", "clean", running: false, Cancel);
        await WriteAsync("third");
        await _layers.RollbackAsync("101", "clean", Cancel);

        (await File.ReadAllTextAsync(Path.Combine(await _layers.MountAsync("101", Cancel), "etc/state"), Cancel)).ShouldBe("second");
        await _layers.DeleteSnapshotAsync("101", "clean", Cancel);
        await _layers.DeleteSnapshotAsync("101", "clean", Cancel);
    }

    [Fact]
    public async Task Dockers_files_go_back_with_the_snapshot_and_survive_a_copy_that_was_broken_off()
    {
        await _layers.CreateAsync("101", [Image], shift: 0, Cancel);
        var docker = _layers.DockerDirectory("101");
        Directory.CreateDirectory(docker);
        await File.WriteAllTextAsync(Path.Combine(docker, "image"), "first", Cancel);
        await _layers.SnapshotAsync("101", "clean", running: false, Cancel);
        await File.WriteAllTextAsync(Path.Combine(docker, "image"), "second", Cancel);
        // What a kill in the midst of copying leaves.
        Directory.CreateDirectory(docker + ".new");
        Directory.CreateDirectory(docker + ".old");

        await _layers.RollbackAsync("101", "clean", Cancel);

        (await File.ReadAllTextAsync(Path.Combine(docker, "image"), Cancel)).ShouldBe("first");
        Directory.GetDirectories(_directories.Guest("101")).Select(Path.GetFileName).Order().ShouldBe(["docker", "docker@clean"]);
    }

    private async Task WriteAsync(string text) =>
        await File.WriteAllTextAsync(Path.Combine(await _layers.MountAsync("101", Cancel), "etc/state"), text, Cancel);
}
