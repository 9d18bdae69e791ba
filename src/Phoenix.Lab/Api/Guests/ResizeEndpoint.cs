using System.Collections.Immutable;
using System.Text.RegularExpressions;
using Phoenix.Lab.Api.Config;
using Phoenix.Lab.Api.Http;
using Phoenix.Lab.Api.Lxc;
using Phoenix.Lab.Api.Parameters;
using Phoenix.Lab.Api.Qemu;
using Phoenix.Topology;

namespace Phoenix.Lab.Api.Guests;

/// <summary>Makes a disk larger. It never makes one smaller.</summary>
internal sealed partial class ResizeEndpoint(NodeServices node, GuestWords words)
{
    /// <summary>The method.</summary>
    public Endpoint Of()
    {
        var disks =
            words.Kind == GuestKind.Container
                ? Enumerable.Range(0, 256).Select(static number => $"mp{number}").Prepend("rootfs")
                : QemuParameters.Keys.Where(QemuParameters.IsDrive).Order(StringComparer.Ordinal);
        return new(
            "PUT",
            words.Path + "/resize",
            new ParameterSet(
                LxcParameters.Node,
                LxcParameters.Vmid,
                Parameter.Choice("disk", [.. disks]).Must(),
                Parameter.Text("size").Must() with
                {
                    Pattern = Size,
                },
                Parameter.Text("digest", longest: 40)
            ),
            (call, _) => new(Resize(call))
        );
    }

    private ApiResult Resize(ApiCall call)
    {
        var (vmid, disk) = (call.Vmid, call.Text("disk"));
        var config = node.Guests.Get(words.Kind, vmid);
        if (call.Find("digest") is { Length: > 0 } digest && digest != GuestConfigText.Digest(config))
        {
            throw ApiFailure.Run("detected modified configuration - file changed by other user? Try again.");
        }
        words.Unlocked(config);
        // Containers are checked before the task, machines in it.
        if (words.Kind == GuestKind.Container)
        {
            Target(config, disk, call.Text("size"));
        }
        return node.Tasks.Start(
            "resize",
            $"{vmid}",
            call.Caller,
            async task =>
            {
                using (await GuestLock.InTaskAsync(node, words.Kind, vmid, task))
                {
                    var current = node.Guests.Get(words.Kind, vmid);
                    var target = Target(current, disk, call.Text("size"));
                    var volume = (
                        words.Kind == GuestKind.Container ? LxcMounts.VolumeOf(disk, current[disk]!) : QemuDrives.VolumeOf(current[disk]!)
                    )!;
                    node.Storage.Get(volume.Storage).Resize(volume.Name, target);
                    node.Guests.Save(vmid, current.Set(disk, WithSize(current[disk]!, target)));
                }
            }
        );
    }

    private long Target(GuestConfig config, string disk, string size)
    {
        if (config[disk] is not { } value)
        {
            throw words.Kind == GuestKind.Container
                ? ApiFailure.Run("format error", MissingMount(disk))
                : ApiFailure.Run($"disk '{disk}' does not exist");
        }
        var volume = words.Kind == GuestKind.Container ? LxcMounts.VolumeOf(disk, value) : QemuDrives.VolumeOf(value);
        if (volume is null)
        {
            throw ApiFailure.Run($"disk '{disk}' is not managed by PVE");
        }
        var now = node.Storage.Get(volume.Storage).SizeOf(volume.Name) ?? throw ApiFailure.Run($"volume '{volume}' does not exist");
        var given = NormalForm.Bytes(size.TrimStart('+')) ?? throw ApiFailure.Parameter("size", "value does not match the regex pattern");
        var target = size.StartsWith('+') ? now + given : given;
        if (target < now)
        {
            throw ApiFailure.Run(words.Kind == GuestKind.Container ? "unable to shrink disk size" : "shrinking disks is not supported");
        }
        return target == now && words.Kind == GuestKind.Container ? throw ApiFailure.Run("disk is already at specified size") : target;
    }

    // The real node reads the absent mount point as an empty one.
    private static ImmutableSortedDictionary<string, string> MissingMount(string disk)
    {
        const string Missing = "property is missing and it is not optional";
        var errors = ImmutableSortedDictionary<string, string>.Empty.Add("volume", Missing);
        return disk == "rootfs" ? errors : errors.Add("mp", Missing);
    }

    private string WithSize(string value, long bytes) =>
        words.Kind == GuestKind.Container
            ? PropertyText.Write(LxcFormats.MountPoint.Parse(value).SetItem("size", NormalForm.Size(bytes)), "volume", "mp")
            : PropertyText.Write(QemuFormats.Drive.Parse(value).SetItem("size", NormalForm.Size(bytes)), "file");

    [GeneratedRegex(@"^\+?\d+(\.\d+)?[KMGT]?\z", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Size { get; }
}
