using System.Collections.Immutable;
using System.Globalization;
using Phoenix.Lab.Api.Config;
using Phoenix.Lab.Api.Http;
using Phoenix.Lab.Api.Parameters;
using Phoenix.Lab.Api.Storage;

namespace Phoenix.Lab.Api.Lxc;

/// <summary>Root file systems and mount points: volumes to be made (<c>local:4</c>), volumes that are there, directories of the node.</summary>
internal sealed class LxcMounts(StorageSet storages)
{
    /// <summary>The format of a key's value.</summary>
    public static PropertyFormat FormatOf(string key) => key == "rootfs" ? LxcFormats.RootFs : LxcFormats.MountPoint;

    /// <summary>Whether the key is one of the file systems.</summary>
    public static bool IsMount(string key) =>
        key == "rootfs" || (key.StartsWith("mp", StringComparison.Ordinal) && char.IsAsciiDigit(key[^1]));

    /// <summary>The volume of a value, or null for a directory of the node.</summary>
    public static VolumeId? VolumeOf(string key, string value) =>
        VolumeId.Parse(FormatOf(key).Parse(value).GetValueOrDefault("volume") ?? "");

    /// <summary>Refuses a value whose volume cannot be one at all, or whose storage is not there.</summary>
    public void Check(string key, string value)
    {
        var volume = FormatOf(key).Parse(value).GetValueOrDefault("volume") ?? "";
        if (volume.StartsWith('/'))
        {
            return;
        }
        var id = VolumeId.Parse(volume) ?? throw ApiFailure.Run($"unable to parse volume ID '{volume}'");
        storages.Get(id.Storage);
    }

    /// <summary>The value with its volume made, if it asked for one, in normal form with the volume's size.</summary>
    public string Allocate(int vmid, string key, string value, Action<string> allocated, Action<string> log)
    {
        var properties = FormatOf(key).Parse(value);
        var volume = properties["volume"];
        if (VolumeId.Parse(volume) is not { } id)
        {
            return key == "rootfs"
                ? throw ApiFailure.Run($"the lab keeps root file systems in volumes only, not in '{volume}'")
                : Write(properties);
        }
        var storage = storages.Get(id.Storage);
        if (decimal.TryParse(id.Name, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var gibibytes))
        {
            var bytes = (long)(gibibytes * 1024) * 1024 * 1024;
            var made = $"{id.Storage}:{(bytes == 0 ? storage.AllocateDirectory(vmid) : storage.AllocateDisk(vmid, bytes))}";
            allocated(made);
            if (bytes > 0)
            {
                log($"Formatting '{storage.PathOf(made[(id.Storage.Length + 1)..])}', fmt=raw size={bytes}");
            }
            return Write(properties.SetItem("volume", made).SetItem("size", NormalForm.Size(bytes)));
        }
        if (!id.Name.Contains('/', StringComparison.Ordinal))
        {
            throw ApiFailure.Run($"unable to parse directory volume name '{id.Name}'");
        }
        var size = storage.SizeOf(id.Name) ?? throw ApiFailure.Run($"volume '{id}' does not exist");
        return Write(properties.SetItem("size", NormalForm.Size(size)));
    }

    /// <summary>Deletes a volume of a guest.</summary>
    public void Free(string volume)
    {
        if (VolumeId.Parse(volume) is { } id)
        {
            storages.Get(id.Storage).Free(id.Name);
        }
    }

    /// <summary>Every volume a configuration names, the unused ones too.</summary>
    public static IEnumerable<string> Volumes(GuestConfig config) =>
        config
            .Values.Where(static pair => IsMount(pair.Key) || pair.Key.StartsWith("unused", StringComparison.Ordinal))
            .Select(static pair => VolumeId.Parse(LxcFormats.MountPoint.Parse(pair.Value).GetValueOrDefault("volume") ?? ""))
            .OfType<VolumeId>()
            .Select(static volume => volume.ToString());

    private static string Write(ImmutableSortedDictionary<string, string> properties) => PropertyText.Write(properties, "volume", "mp");
}
