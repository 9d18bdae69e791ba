using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;

namespace Phoenix.Lab.Images;

/// <summary>What the base images are made of. Another recipe is another directory in the cache.</summary>
internal static class ImageRecipe
{
    /// <summary>Debian 13.</summary>
    public const string Suite = "trixie";

    /// <summary>What a guest needs to boot with systemd, to be on the network and to be looked after.</summary>
    public static ImmutableArray<string> SystemPackages { get; } =
    ["systemd", "systemd-sysv", "dbus", "iproute2", "ca-certificates", "openssl", "curl", "procps", "netbase", "zstd"];

    /// <summary>What a virtual machine has besides. The lab's API is the agent itself; its package saves every machine the installation that a first boot makes without it.</summary>
    public static ImmutableArray<string> CloudPackages { get; } = ["cloud-init", "python3", "systemd-resolved", "qemu-guest-agent"];

    /// <summary>Units that have nothing to do in a container, or that would work when nobody asked them to.</summary>
    public static ImmutableArray<string> MaskedUnits { get; } =
    [
        "systemd-modules-load.service",
        "systemd-remount-fs.service",
        "systemd-udevd.service",
        "systemd-update-utmp.service",
        "systemd-pstore.service",
        "dev-hugepages.mount",
        "dev-mqueue.mount",
        "sys-kernel-debug.mount",
        "sys-kernel-tracing.mount",
        "sys-kernel-config.mount",
        "sys-fs-fuse-connections.mount",
        "getty.target",
        "console-getty.service",
        "container-getty@.service",
        "apt-daily.timer",
        "apt-daily-upgrade.timer",
        "dpkg-db-backup.timer",
        "e2scrub_all.timer",
        "fstrim.timer",
    ];

    /// <summary>Guests are made anew in seconds: their package manager need not wait for the disk, nor unpack what nobody reads.</summary>
    public static string DpkgOptions { get; } =
        """
            force-unsafe-io
            path-exclude=/usr/share/doc/*
            path-include=/usr/share/doc/*/copyright
            path-exclude=/usr/share/man/*
            path-exclude=/usr/share/locale/*
            path-exclude=/usr/share/info/*

            """;

    /// <summary>cloud-init looks at the seed alone, has the network rendered for systemd-networkd, and does nothing of what a cloud's disk needs.</summary>
    public static string CloudOptions { get; } =
        """
            datasource_list: [ NoCloud, None ]
            datasource: { NoCloud: { fs_label: null } }
            system_info:
              network: { renderers: [ networkd ] }
            manage_etc_hosts: localhost
            preserve_hostname: false
            growpart: { mode: 'off' }
            resize_rootfs: false
            locale: false
            ssh_deletekeys: false
            ssh_genkeytypes: []
            ssh: { emit_keys_to_console: false }
            apt: { preserve_sources_list: true }

            """;

    /// <summary>The key of the system's recipe in the cache, for the settings of this machine.</summary>
    public static string SystemKey(AptSettings apt) =>
        Key([Suite, .. SystemPackages, .. MaskedUnits, DpkgOptions, ImageScripts.System, apt.SourcesFor(Suite), apt.RenderOptions()]);

    /// <summary>The key of the virtual machines' recipe over a system.</summary>
    public static string CloudKey(string system) => Key([system, .. CloudPackages, CloudOptions, ImageScripts.Cloud]);

    private static string Key(ImmutableArray<string> parts) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', parts))))[..12];
}
