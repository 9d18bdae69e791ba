using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text.Json;
using Phoenix.Lab.Host;
using Phoenix.Lab.Images;
using Phoenix.Topology;

namespace Phoenix.Lab.Runtime;

/// <summary>The root file systems of a lab's guests: overlays whose layers are shared by clones and snapshots. A stopped guest's written layer is frozen by giving the guest a new one, which takes no time; a running guest's must be copied.</summary>
internal sealed class LayerStore(LabDirectories directories) : IDisposable
{
    private const string ManifestName = "layers.json";
    private const string DockerName = "docker";
    private const string ShiftedSuffix = ".u";
    private readonly SemaphoreSlim _changing = new(1, 1);

    // One of its own: a running guest is copied for long, and others start meanwhile.
    private readonly SemaphoreSlim _mounting = new(1, 1);

    /// <summary>Where a guest's root file system is mounted.</summary>
    public string MountPoint(string guest) => Path.Combine(directories.Guest(guest), "root");

    /// <summary>Room for Docker outside the overlay: an overlay cannot be the upper layer of another.</summary>
    public string DockerDirectory(string guest) => Path.Combine(directories.Guest(guest), DockerName);

    /// <summary>By how much the guest's owners are higher on the machine.</summary>
    public async Task<int> ShiftAsync(string guest, CancellationToken cancel) => (await ReadAsync(guest, cancel)).Shift;

    /// <summary>The guest's files while it is stopped; mounted for it.</summary>
    public async Task<RootedFiles> FilesAsync(string guest, CancellationToken cancel) =>
        new(await MountAsync(guest, cancel), await ShiftAsync(guest, cancel));

    /// <summary>Whether the guest has a root file system.</summary>
    public bool Exists(string guest) => File.Exists(ManifestPath(guest));

    /// <summary>A new guest over a base image. An existing one is left as it is.</summary>
    /// <param name="guest">Its name.</param>
    /// <param name="image">The image's directories, topmost first.</param>
    /// <param name="shift">By how much the guest's owners are higher on the machine: 0, or <see cref="IdMap.Shift"/>.</param>
    /// <param name="cancel">Ends the call.</param>
    public async Task CreateAsync(string guest, ImmutableArray<string> image, int shift, CancellationToken cancel)
    {
        using var _ = await HoldAsync(_changing, cancel);
        if (!Exists(guest))
        {
            FileTree.MakeDirectory(directories.Layers);
            await WriteAsync(
                guest,
                new LayerManifest
                {
                    Upper = NewLayer(shift),
                    Lowers = [.. image.Select(Link)],
                    Shift = shift,
                },
                cancel
            );
        }
    }

    /// <summary>Mounts the guest's root file system, unless it is mounted.</summary>
    /// <exception cref="PhoenixException">PHX6003.</exception>
    public async Task<string> MountAsync(string guest, CancellationToken cancel)
    {
        // Guests start at the same time: what one of them found missing, another may have mounted by now.
        using var _ = await HoldAsync(_mounting, cancel);
        var point = MountPoint(guest);
        if ((await Mounts.PointsAsync(cancel)).Contains(point))
        {
            return point;
        }

        var manifest = await ReadAsync(guest, cancel);
        FileTree.MakeDirectory(point);
        FileTree.MakeDirectory(Path.Combine(directories.Layers, manifest.Upper + ".w"));
        var lowers = manifest.Shift == 0 ? manifest.Lowers : await ShiftedAsync(manifest.Lowers, cancel);
        // Short names, relative to the folder of layers: the kernel takes one page of options.
        var options = $"lowerdir={string.Join(':', lowers)},upperdir={manifest.Upper},workdir={manifest.Upper}.w";
        var command = MachineCommand.Of("mount", "-t", "overlay", "phoenix", "-o", options, point) with
        {
            WorkingDirectory = directories.Layers,
        };
        await Machine.MustAsync(command, $"mounting the root file system of {guest}", cancel);
        return point;
    }

    /// <summary>Unmounts the guest's root file system.</summary>
    public Task UnmountAsync(string guest, CancellationToken cancel) => Mounts.RemoveBelowAsync(MountPoint(guest), cancel);

    /// <summary>Removes a guest's root file system with its snapshots; layers that others share stay.</summary>
    public async Task DestroyAsync(string guest, CancellationToken cancel)
    {
        using var _ = await HoldAsync(_changing, cancel);
        await UnmountAsync(guest, cancel);
        await FileTree.RemoveAsync(directories.Guest(guest), cancel);
        await CollectAsync(cancel);
    }

    /// <summary>Keeps the root file system under a name. One of that name is what a killed daemon left: nobody knows of it, and it is replaced.</summary>
    public async Task SnapshotAsync(string guest, string name, bool running, CancellationToken cancel)
    {
        using var _ = await HoldAsync(_changing, cancel);
        var manifest = await ReadAsync(guest, cancel);
        var frozen = await FrozenAsync(guest, manifest, running, cancel);
        await CopyDockerAsync(DockerDirectory(guest), DockerOf(guest, name), cancel);
        await WriteAsync(guest, frozen.Guest with { Snapshots = manifest.Snapshots.SetItem(name, frozen.Layers) }, cancel);
    }

    /// <summary>Brings a stopped guest back to a snapshot.</summary>
    public async Task RollbackAsync(string guest, string name, CancellationToken cancel)
    {
        using var _ = await HoldAsync(_changing, cancel);
        var manifest = await ReadAsync(guest, cancel);
        var layers = SnapshotOf(guest, manifest, name);
        await UnmountAsync(guest, cancel);
        await CopyDockerAsync(DockerOf(guest, name), DockerDirectory(guest), cancel);
        await WriteAsync(guest, manifest with { Upper = NewLayer(manifest.Shift), Lowers = layers }, cancel);
        await CollectAsync(cancel);
    }

    /// <summary>Forgets a snapshot. Absent already is success.</summary>
    public async Task DeleteSnapshotAsync(string guest, string name, CancellationToken cancel)
    {
        using var _ = await HoldAsync(_changing, cancel);
        var manifest = await ReadAsync(guest, cancel);
        await WriteAsync(guest, manifest with { Snapshots = manifest.Snapshots.Remove(name) }, cancel);
        await FileTree.RemoveAsync(DockerOf(guest, name), cancel);
        await CollectAsync(cancel);
    }

    /// <summary>Gives a new guest the file system of another, as it is (<paramref name="snapshot"/> null) or as it was.</summary>
    public async Task CloneAsync(string source, string? snapshot, string target, bool running, CancellationToken cancel)
    {
        using var _ = await HoldAsync(_changing, cancel);
        var manifest = await ReadAsync(source, cancel);
        var layers = snapshot is null ? default : SnapshotOf(source, manifest, snapshot);
        if (layers is null)
        {
            var frozen = await FrozenAsync(source, manifest, running, cancel);
            await WriteAsync(source, frozen.Guest, cancel);
            layers = frozen.Layers;
        }

        await WriteAsync(
            target,
            new LayerManifest
            {
                Upper = NewLayer(manifest.Shift),
                Lowers = layers,
                Shift = manifest.Shift,
            },
            cancel
        );
        await CopyDockerAsync(snapshot is null ? DockerDirectory(source) : DockerOf(source, snapshot), DockerDirectory(target), cancel);
    }

    /// <inheritdoc />
    public void Dispose()
    {
        _changing.Dispose();
        _mounting.Dispose();
    }

    private static ImmutableList<string> SnapshotOf(string guest, LayerManifest manifest, string name) =>
        manifest.Snapshots.TryGetValue(name, out var layers)
            ? layers
            : throw new PhoenixException(LabErrors.GuestState, $"the guest {guest} has no snapshot \"{name}\"");

    private async Task<(LayerManifest Guest, ImmutableList<string> Layers)> FrozenAsync(
        string guest,
        LayerManifest manifest,
        bool running,
        CancellationToken cancel
    )
    {
        if (!running)
        {
            await UnmountAsync(guest, cancel);
            var frozen = manifest.Freeze(NewLayer(manifest.Shift));
            return (frozen, frozen.Lowers);
        }

        var copy = NewName();
        await FileTree.CopyAsync(Path.Combine(directories.Layers, manifest.Upper), Path.Combine(directories.Layers, copy), cancel);
        return (manifest, manifest.Lowers.Insert(0, copy));
    }

    // Copied beside and renamed: killed on the way, the old one is still whole.
    private static async Task CopyDockerAsync(string source, string target, CancellationToken cancel)
    {
        var (beside, old) = (target + ".new", target + ".old");
        await FileTree.RemoveAsync(beside, cancel);
        await FileTree.RemoveAsync(old, cancel);
        if (Directory.Exists(source))
        {
            await FileTree.CopyAsync(source, beside, cancel);
        }

        if (Directory.Exists(target))
        {
            Directory.Move(target, old);
        }

        if (Directory.Exists(beside))
        {
            Directory.Move(beside, target);
        }

        await FileTree.RemoveAsync(old, cancel);
    }

    // Layers that no guest and no snapshot needs.
    private async Task CollectAsync(CancellationToken cancel)
    {
        var needed = new HashSet<string>();
        foreach (var guest in Directory.EnumerateDirectories(directories.Guests).Select(path => Path.GetFileName(path)).Where(Exists))
        {
            needed.UnionWith((await ReadAsync(guest, cancel)).Needed());
        }

        foreach (
            var layer in new DirectoryInfo(directories.Layers)
                .EnumerateDirectories()
                .Where(layer => layer.LinkTarget is null && layer.Extension != ShiftedSuffix)
        )
        {
            if (!needed.Contains(Path.GetFileNameWithoutExtension(layer.Name)))
            {
                await FileTree.RemoveAsync(layer.FullName, cancel);
            }
        }
    }

    private string Link(string image)
    {
        // images/debian-13-0123456789ab/root
        var name = Path.GetFileName(Path.GetDirectoryName(image)!);
        var link = Path.Combine(directories.Layers, name);
        if (!Path.Exists(link))
        {
            File.CreateSymbolicLink(link, image);
        }

        ImageUse.Add(Path.GetDirectoryName(image)!, link);

        return name;
    }

    // Layers that guests wrote hold the machine's ids already; an image is shown with shifted owners, once for the whole lab.
    private async Task<ImmutableList<string>> ShiftedAsync(ImmutableList<string> lowers, CancellationToken cancel)
    {
        var mounted = (await Mounts.PointsAsync(cancel)).ToHashSet(StringComparer.Ordinal);
        var seen = lowers.ToBuilder();
        for (var index = 0; index < seen.Count; index++)
        {
            var layer = new DirectoryInfo(Path.Combine(directories.Layers, seen[index]));
            if (layer.LinkTarget is not { } image)
            {
                continue;
            }

            seen[index] += ShiftedSuffix;
            var view = layer.FullName + ShiftedSuffix;
            if (!mounted.Contains(view))
            {
                FileTree.MakeDirectory(view);
                await IdMap.ShowShiftedAsync(image, view, cancel);
            }
        }

        return seen.ToImmutable();
    }

    private string NewLayer(int shift)
    {
        var name = NewName();
        var folder = Path.Combine(directories.Layers, name);
        // The guest's own root directory: its users have to pass, whatever the umask here.
        FileTree.MakeDirectory(folder);
        Libc.Own(folder, shift);
        FileTree.MakeDirectory(Path.Combine(directories.Layers, name + ".w"));
        return name;
    }

    private static string NewName() => RandomNumberGenerator.GetHexString(8, lowercase: true);

    private async Task<LayerManifest> ReadAsync(string guest, CancellationToken cancel)
    {
        if (!Exists(guest))
        {
            throw new PhoenixException(LabErrors.GuestState, $"the guest {guest} has no root file system");
        }

        await using var file = File.OpenRead(ManifestPath(guest));
        return (await JsonSerializer.DeserializeAsync(file, LabJson.Default.LayerManifest, cancel))!;
    }

    private async Task WriteAsync(string guest, LayerManifest manifest, CancellationToken cancel)
    {
        var path = ManifestPath(guest);
        FileTree.MakeDirectory(directories.Guest(guest));
        await File.WriteAllBytesAsync(path + ".new", JsonSerializer.SerializeToUtf8Bytes(manifest, LabJson.Default.LayerManifest), cancel);
        File.Move(path + ".new", path, overwrite: true);
    }

    private string ManifestPath(string guest) => Path.Combine(directories.Guest(guest), ManifestName);

    private string DockerOf(string guest, string snapshot) => Path.Combine(directories.Guest(guest), $"{DockerName}@{snapshot}");

    private static async Task<IDisposable> HoldAsync(SemaphoreSlim gate, CancellationToken cancel)
    {
        await gate.WaitAsync(cancel);
        return new Held(gate);
    }

    private sealed class Held(SemaphoreSlim gate) : IDisposable
    {
        public void Dispose() => gate.Release();
    }
}
