using System.Collections.Immutable;
using System.Globalization;
using Phoenix.Lab.Host;
using Phoenix.Topology;

namespace Phoenix.Lab.Images;

/// <summary>The base images of the lab, built once with debootstrap and kept in the cache. A build happens in a directory of its own that is renamed when it is whole.</summary>
/// <param name="cacheDirectory">Phoenix's cache, e.g. <c>/var/cache/phoenix</c>.</param>
/// <param name="time">The clock.</param>
public sealed class BaseImages(string cacheDirectory, TimeProvider time)
{
    /// <summary>Debian 13 with systemd, for containers and the lab's host.</summary>
    public const string Debian = "debian-13";

    /// <summary>Debian 13 with cloud-init, for virtual machines.</summary>
    public const string Cloud = "debian-13-cloud";

    private const string MinimalArchive = "debian-13-minbase.tar.zst";
    private readonly string _folder = Path.Combine(cacheDirectory, "images");

    /// <summary>The images that guests can be made from.</summary>
    public static ImmutableArray<string> Names { get; } = [Debian, Cloud];

    /// <summary>The directories an image consists of, topmost first; built when they are not there yet.</summary>
    /// <exception cref="PhoenixException">PHX6007, PHX6008.</exception>
    public async Task<ImmutableArray<string>> EnsureAsync(string name, IProgress<string>? progress, CancellationToken cancel)
    {
        if (!Names.Contains(name))
        {
            throw new PhoenixException(LabErrors.ImageUnknown, $"there is no base image \"{name}\"");
        }

        var apt = await AptSettings.ReadAsync(cancel);
        var key = ImageRecipe.SystemKey(apt);
        var system = PathOf(Debian, key);
        var cloud = PathOf(Cloud, ImageRecipe.CloudKey(key));
        ImmutableArray<string> layers =
            name == Cloud ? [Path.Combine(cloud, "upper"), Path.Combine(system, "root")] : [Path.Combine(system, "root")];
        if (layers.All(Directory.Exists))
        {
            Touch(layers);
            return layers;
        }

        using var held = await FileLock.AcquireAsync(Path.Combine(_folder, "build.lock"), time, cancel);
        await RemoveUnfinishedAsync(cancel);
        if (!Directory.Exists(system))
        {
            await BuildAsync(Debian, system, apt, progress, build => SystemCommand(build, apt), cancel);
        }

        if (name == Cloud && !Directory.Exists(cloud))
        {
            await BuildAsync(Cloud, cloud, apt, progress, build => CloudCommand(build, layers[^1]), cancel);
        }

        Touch(layers);
        await PruneAsync([system, cloud], progress, cancel);
        return layers;
    }

    /// <summary>A tar (zstd) of the plain minimal system, the lab's <c>debian:13-slim</c>.</summary>
    public async Task<string> MinimalArchiveAsync(IProgress<string>? progress, CancellationToken cancel)
    {
        var layers = await EnsureAsync(Debian, progress, cancel);
        return Path.Combine(Path.GetDirectoryName(layers[^1])!, MinimalArchive);
    }

    private static MachineCommand SystemCommand(string build, AptSettings apt) =>
        Script(
            ImageScripts.System,
            [
                Path.Combine(build, "root"),
                ImageRecipe.Suite,
                apt.Mirror,
                Path.Combine(build, MinimalArchive),
                Path.Combine(build, "files"),
                .. ImageRecipe.SystemPackages,
            ]
        );

    private static MachineCommand CloudCommand(string build, string baseDirectory) =>
        Script(ImageScripts.Cloud, [build, baseDirectory, Path.Combine(build, "files"), .. ImageRecipe.CloudPackages]);

    private static MachineCommand Script(string script, ImmutableArray<string> arguments) =>
        new(["unshare", "--mount", "--propagation", "private", "--", "sh", "-c", script, "build", .. arguments]);

    private async Task BuildAsync(
        string name,
        string target,
        AptSettings apt,
        IProgress<string>? progress,
        Func<string, MachineCommand> command,
        CancellationToken cancel
    )
    {
        var begun = time.GetTimestamp();
        progress?.Report($"building {name}, once");
        var build = Path.Combine(_folder, ".build-" + Environment.ProcessId.ToString(CultureInfo.InvariantCulture));
        Directory.CreateDirectory(build);
        await WriteFilesAsync(Path.Combine(build, "files"), apt, cancel);
        var result = await Machine.RunAsync(command(build), cancel);
        if (result.ExitCode != 0)
        {
            await RemoveUnfinishedAsync(cancel);
            throw new PhoenixException(LabErrors.ImageFailed, $"{name} could not be built") { Remote = Last(result.Text + result.Error) };
        }

        foreach (var left in new[] { "files", "work" }.Select(part => Path.Combine(build, part)).Where(Directory.Exists))
        {
            await FileTree.RemoveAsync(left, cancel);
        }

        Directory.Move(build, target);
        progress?.Report(string.Create(CultureInfo.InvariantCulture, $"built {name} in {time.GetElapsedTime(begun).TotalSeconds:0} s"));
    }

    private static async Task WriteFilesAsync(string folder, AptSettings apt, CancellationToken cancel)
    {
        Directory.CreateDirectory(folder);
        await File.WriteAllTextAsync(Path.Combine(folder, "sources.list"), apt.SourcesFor(ImageRecipe.Suite), cancel);
        await File.WriteAllTextAsync(Path.Combine(folder, "99machine"), apt.RenderOptions(), cancel);
        await File.WriteAllTextAsync(Path.Combine(folder, "dpkg"), ImageRecipe.DpkgOptions, cancel);
        await File.WriteAllTextAsync(Path.Combine(folder, "cloud"), ImageRecipe.CloudOptions, cancel);
        await File.WriteAllLinesAsync(Path.Combine(folder, "masked"), ImageRecipe.MaskedUnits, cancel);
    }

    // Whoever holds the lock is the only builder, so every unfinished build is a dead one's.
    private async Task RemoveUnfinishedAsync(CancellationToken cancel)
    {
        foreach (var build in Directory.EnumerateDirectories(_folder, ".build-*"))
        {
            await FileTree.RemoveAsync(build, cancel);
        }
    }

    private void Touch(ImmutableArray<string> layers)
    {
        foreach (var layer in layers)
        {
            ImageUse.Touch(Path.GetDirectoryName(layer)!, time);
        }
    }

    /// <summary>Removes images of other recipes that no lab uses. Only while the build's lock is held.</summary>
    internal async Task PruneAsync(ImmutableArray<string> current, IProgress<string>? progress, CancellationToken cancel)
    {
        var old = Directory
            .EnumerateDirectories(_folder)
            .Where(image => Names.Any(name => Path.GetFileName(image).StartsWith(name + "-", StringComparison.Ordinal)))
            .Where(image => !current.Contains(image) && !ImageUse.IsNeeded(image, time))
            .ToArray();
        foreach (var image in old)
        {
            progress?.Report($"removing {Path.GetFileName(image)}, which no lab uses any more");
            // Renamed first: half of an image must not look like one.
            var remnant = Path.Combine(_folder, ".build-" + Path.GetFileName(image));
            Directory.Move(image, remnant);
            await FileTree.RemoveAsync(remnant, cancel);
        }
    }

    private static string Last(string log) => string.Join('\n', log.Split('\n', StringSplitOptions.RemoveEmptyEntries).TakeLast(15));

    private string PathOf(string name, string key) => Path.Combine(_folder, $"{name}-{key}");
}
