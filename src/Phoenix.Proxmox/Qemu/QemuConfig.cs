using System.Collections.Immutable;
using System.Text.RegularExpressions;
using Phoenix.Proxmox.Guests;
using Phoenix.Proxmox.Transport;
using Phoenix.Proxmox.Values;
using Phoenix.Topology;

namespace Phoenix.Proxmox.Qemu;

/// <summary>A virtual machine's configuration as the node has it, pending changes merged in.</summary>
public sealed partial record QemuConfig
{
    /// <summary>SHA-1 of the file; give it back with a change to be sure that nobody changed it meanwhile.</summary>
    public required string Digest { get; init; }

    /// <summary>Every key with its value in the node's own spelling, the ones below included.</summary>
    public required ImmutableSortedDictionary<string, string> Keys { get; init; }

    /// <summary>What can be set, read back; the cloud-init password is not among it.</summary>
    public required QemuSettings Settings { get; init; }

    /// <summary>A template, which cannot be started.</summary>
    public bool Template { get; init; }

    /// <summary>Why it is locked: <c>create</c>, <c>clone</c>, <c>backup</c>, ...; null when it is not.</summary>
    public string? Lock { get; init; }

    internal static QemuConfig From(Answer answer)
    {
        var keys = GuestKeys.From(answer);
        return new QemuConfig
        {
            Digest = answer["digest"].Text ?? "",
            Keys = keys,
            Template = answer["template"].IsSet,
            Lock = answer["lock"].Text,
            Settings = new QemuSettings
            {
                Name = answer["name"].Text,
                Memory = Memory(answer["memory"].Text),
                Balloon = answer["balloon"].Number is { } balloon ? ByteSize.FromMebibytes(balloon) : null,
                Cores = (int?)answer["cores"].Number,
                Sockets = (int?)answer["sockets"].Number,
                Cpu = answer["cpu"].Text,
                OsType = answer["ostype"].Text,
                Bios = answer["bios"].Text,
                Machine = answer["machine"].Text,
                ScsiController = answer["scsihw"].Text,
                Networks = [.. GuestKeys.Indexed(keys, "net").Select(net => QemuNetwork.Parse(net.Index, net.Value))],
                Drives = [.. keys.Where(key => DriveKey().IsMatch(key.Key)).Select(key => QemuDrive.Parse(key.Key, key.Value))],
                Boot = answer["boot"].Text,
                Serial = answer["serial0"].Text,
                Display = answer["vga"].Text,
                Agent = answer["agent"].Text is { } agent ? PropertyString.Parse(agent, "enabled").Flag("enabled") : null,
                CloudInit = ReadCloudInit(answer, keys),
                Tags = answer["tags"].Words,
                Description = answer["description"].Text,
                StartAtBoot = answer["onboot"].Flag,
                Startup = answer["startup"].Text,
                Protection = answer["protection"].Flag,
            },
        };
    }

    // "1024", "0512" or "current=1024", all of them strings.
    private static ByteSize? Memory(string? text) =>
        text is not null && PropertyString.Parse(text, "current").Number("current") is { } count ? ByteSize.FromMebibytes(count) : null;

    private static CloudInit ReadCloudInit(Answer answer, ImmutableSortedDictionary<string, string> keys) =>
        new()
        {
            User = answer["ciuser"].Text,
            SshKeys =
            [
                .. Uri.UnescapeDataString(answer["sshkeys"].Text ?? "")
                    .Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries),
            ],
            Addresses = [.. GuestKeys.Indexed(keys, "ipconfig").Select(config => IpConfig.Parse(config.Index, config.Value))],
            NameServers = answer["nameserver"].Words,
            SearchDomain = answer["searchdomain"].Text,
            Upgrade = answer["ciupgrade"].Flag,
            Custom = answer["cicustom"].Text,
        };

    [GeneratedRegex("^((scsi|virtio|ide|sata)[0-9]+|efidisk0)$", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex DriveKey();
}
