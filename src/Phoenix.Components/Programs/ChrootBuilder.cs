using System.Collections.Immutable;
using System.ComponentModel;
using CliWrap;
using CliWrap.Buffered;
using Phoenix.Proxmox;
using Phoenix.Topology;

namespace Phoenix.Components.Programs;

/// <summary>Builds in an overlay over a Debian base image, in mount and process namespaces of its own: nothing of it stays, and the base is not touched. Needs root.</summary>
/// <param name="layers">The directories of the base image, topmost first.</param>
/// <param name="scratch">A directory for the overlay, on a disk with a gigabyte to spare.</param>
public sealed class ChrootBuilder(Func<CancellationToken, Task<ImmutableArray<string>>> layers, string scratch) : IProgramBuilder
{
    private const int LastLines = 20;
    private const string Prefix = ".build-";

    // resolv.conf may be a link in the base image: the machine's own is put in its place.
    private const string Enter = """
        set -e
        build=$1 layers=$2 script=$3
        mount -t overlay phoenix-build -o "lowerdir=$layers,upperdir=$build/upper,workdir=$build/work" "$build/root"
        mount -t proc proc "$build/root/proc"
        mount --rbind /dev "$build/root/dev"
        rm -f "$build/root/etc/resolv.conf"
        cat /etc/resolv.conf >"$build/root/etc/resolv.conf"
        chroot "$build/root" /bin/sh -c "$script" phoenix-build 2>&1
        """;

    /// <inheritdoc />
    public async Task BuildAsync(ProgramRecipe recipe, string into, CancellationToken cancel)
    {
        var lower = await layers(cancel);
        var build = Path.Combine(scratch, $"{Prefix}{Environment.ProcessId}-{Guid.NewGuid():N}");
        try
        {
            RemoveUnfinished();
            foreach (var part in new[] { "upper", "work", "root" })
            {
                Directory.CreateDirectory(Path.Combine(build, part));
            }

            await RunAsync(recipe, build, lower, cancel);
            foreach (var name in new[] { recipe.Name, "version" })
            {
                File.Copy($"{build}/upper{ProgramRecipe.OutputDirectory}/{name}", Path.Combine(into, name), overwrite: true);
            }
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or Win32Exception)
        {
            throw new PhoenixException(ProgramErrors.NotBuilt, $"{recipe.Name} could not be built", failure) { Remote = failure.Message };
        }
        finally
        {
            if (Directory.Exists(build))
            {
                Directory.Delete(build, recursive: true);
            }
        }
    }

    /// <summary>Removes what builds of processes left that were killed.</summary>
    private void RemoveUnfinished()
    {
        if (!Directory.Exists(scratch))
        {
            return;
        }

        foreach (var left in Directory.EnumerateDirectories(scratch, Prefix + "*"))
        {
            var process = Path.GetFileName(left)[Prefix.Length..].Split('-')[0];
            if (!Directory.Exists($"/proc/{process}"))
            {
                Directory.Delete(left, recursive: true);
            }
        }
    }

    private static async Task RunAsync(ProgramRecipe recipe, string build, ImmutableArray<string> lower, CancellationToken cancel)
    {
        string[] arguments =
        [
            "--mount",
            "--pid",
            "--fork",
            "--kill-child",
            "--propagation",
            "private",
            "/bin/sh",
            "-c",
            Enter,
            "sh",
            build,
            string.Join(':', lower),
            recipe.Script,
        ];
        var command = OwnSession.Of(["unshare", .. arguments]);
        var result = await Cli.Wrap(command[0])
            .WithArguments(command.Skip(1))
            .WithValidation(CommandResultValidation.None)
            .ExecuteBufferedAsync(cancel);
        if (result.ExitCode != 0)
        {
            var words = $"{result.StandardOutput}{result.StandardError}".Split('\n', StringSplitOptions.RemoveEmptyEntries);
            throw new PhoenixException(ProgramErrors.NotBuilt, $"{recipe.Name} could not be built")
            {
                Remote = string.Join('\n', words.TakeLast(LastLines)),
            };
        }
    }
}
