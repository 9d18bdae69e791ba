using System.Collections.Immutable;
using System.Globalization;
using Phoenix.Lab.Api.Config;
using Phoenix.Lab.Api.Http;
using Phoenix.Lab.Api.Storage;

namespace Phoenix.Lab.Api.Qemu;

/// <summary>Disks of virtual machines: to be made (<c>local:8</c>), to be imported from a base image, the cloud-init drive, or there already.</summary>
internal sealed class QemuDrives(StorageSet storages)
{
    private const long CloudInitSize = 4L << 20;

    /// <summary>Refuses a value whose storage is not there.</summary>
    public void Check(string value)
    {
        var drive = QemuFormats.Drive.Parse(value);
        foreach (var volume in new[] { drive.GetValueOrDefault("file"), drive.GetValueOrDefault("import-from") }.OfType<string>())
        {
            if (VolumeId.Parse(volume) is { } id)
            {
                storages.Get(id.Storage);
            }
        }
    }

    /// <summary>The base image a value asks to be imported, or null when it imports none.</summary>
    public BaseImageOffer? ImportOf(string value)
    {
        if (QemuFormats.Drive.Parse(value).GetValueOrDefault("import-from") is not { } source)
        {
            return null;
        }
        var volume = VolumeId.Parse(source) ?? throw ApiFailure.Run($"unable to parse volume ID '{source}'");
        return storages.ImageOf(volume)
            ?? throw ApiFailure.Run(
                storages.Exists(volume) ? $"the lab imports its base images only, not '{volume}'" : $"volume '{volume}' does not exist"
            );
    }

    /// <summary>The value with its volume made, if it asked for one, in normal form with the real size.</summary>
    public string Allocate(int vmid, string value, Action<string> allocated)
    {
        var drive = QemuFormats.Drive.Parse(value);
        var file = drive["file"];
        if (VolumeId.Parse(file) is not { } id)
        {
            return Write(drive);
        }
        var storage = storages.Get(id.Storage);
        if (id.Name == "cloudinit")
        {
            var made = $"{id.Storage}:{storage.AllocateFile(vmid, $"vm-{vmid}-cloudinit.qcow2", CloudInitSize)}";
            allocated(made);
            return Write(drive.SetItem("file", made).SetItem("media", "cdrom"));
        }
        if (decimal.TryParse(id.Name, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var gibibytes))
        {
            var bytes = ImportOf(value) is { } image ? image.Size : (long)Math.Ceiling(gibibytes * 1024 * 1024) * 1024;
            var made = $"{id.Storage}:{storage.AllocateDisk(vmid, bytes)}";
            allocated(made);
            return Write(drive.Remove("import-from").SetItem("file", made).SetItem("size", NormalForm.Size(bytes)));
        }
        var size = storages.ImageOf(id)?.Size ?? storage.SizeOf(id.Name) ?? throw ApiFailure.Run($"volume '{id}' does not exist");
        return IsCloudInit(id) ? Write(drive.Remove("size")) : Write(drive.SetItem("size", NormalForm.Size(size)));
    }

    /// <summary>The volume of a value, or null for none and for physical drives.</summary>
    public static VolumeId? VolumeOf(string value) => VolumeId.Parse(QemuFormats.Drive.Parse(value).GetValueOrDefault("file") ?? "");

    /// <summary>Whether a volume is a cloud-init drive: made new at will, so never kept as unused.</summary>
    public static bool IsCloudInit(VolumeId volume) => volume.Name.EndsWith("-cloudinit.qcow2", StringComparison.Ordinal);

    /// <summary>Whether the volume is a disk of the guest itself, not an ISO or another's.</summary>
    public static bool IsOwn(VolumeId volume, int vmid) => volume.Name.StartsWith($"{vmid}/", StringComparison.Ordinal);

    /// <summary>Deletes a volume.</summary>
    public void Free(string volume)
    {
        if (VolumeId.Parse(volume) is { } id)
        {
            storages.Get(id.Storage).Free(id.Name);
        }
    }

    /// <summary>The volumes of a configuration that belong to the guest.</summary>
    public static ImmutableArray<VolumeId> Volumes(GuestConfig config, int vmid) =>
        [
            .. config
                .Values.Where(static pair => QemuParameters.IsDrive(pair.Key) || pair.Key.StartsWith("unused", StringComparison.Ordinal))
                .Select(static pair => VolumeOf(pair.Value))
                .OfType<VolumeId>()
                .Where(volume => IsOwn(volume, vmid)),
        ];

    private static string Write(ImmutableSortedDictionary<string, string> drive) => PropertyText.Write(drive, "file");
}
