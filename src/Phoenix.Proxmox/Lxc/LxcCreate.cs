using System.Collections.Immutable;
using Phoenix.Proxmox.Transport;
using Phoenix.Topology;

namespace Phoenix.Proxmox.Lxc;

/// <summary>A new container.</summary>
public sealed record LxcCreate
{
    /// <summary>Its id, 100 to 999999999.</summary>
    public required int Vmid { get; init; }

    /// <summary>The template, e.g. <c>local:vztmpl/debian-13-standard_13.1-1_amd64.tar.zst</c>.</summary>
    public required string Template { get; init; }

    /// <summary>The root disk, e.g. <c>new LxcVolume("rootfs", VolumeSpec.New("local-lvm", size))</c>.</summary>
    public required LxcVolume RootDisk { get; init; }

    /// <summary>Its own user ids. Always sent: version 8 makes a privileged container when it is absent, version 9 an unprivileged one.</summary>
    public required bool Unprivileged { get; init; }

    /// <summary>Everything else.</summary>
    public LxcSettings Settings { get; init; } = new();

    /// <summary>Pool to join.</summary>
    public string? Pool { get; init; }

    /// <summary>Root's password, at least 5 characters.</summary>
    public Secret? Password { get; init; }

    /// <summary>Public keys for root.</summary>
    public ImmutableArray<string> SshPublicKeys { get; init; } = [];

    /// <summary>Started at once. The create task does not wait for the start, nor tell whether it worked: start it with a call of its own to know.</summary>
    public bool Start { get; init; }

    internal FormFields ToFields()
    {
        var fields = new FormFields
        {
            { "vmid", Vmid },
            { "ostemplate", Template },
            { "rootfs", RootDisk.Render() },
            { "unprivileged", Unprivileged },
            { "pool", Pool },
            { "password", Password },
        };
        fields.AddJoined("ssh-public-keys", SshPublicKeys, '\n');
        fields.AddWhen("start", Start);
        return fields.With(Settings.ToFields());
    }
}
