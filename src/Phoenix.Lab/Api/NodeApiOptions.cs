using System.Collections.Immutable;
using System.Net;
using Phoenix.Topology;

namespace Phoenix.Lab.Api;

/// <summary>How the lab's node is set up.</summary>
public sealed record NodeApiOptions
{
    /// <summary>The node's name, e.g. <c>pve</c>.</summary>
    public required string NodeName { get; init; }

    /// <summary>Where the storage <c>local</c> keeps its files, <c>/var/lib/vz</c> of the lab's host.</summary>
    public required string StorageRoot { get; init; }

    /// <summary>Where the node keeps its configuration: guests, firewall, tokens, pools, tasks, its certificate.</summary>
    public required string StateDirectory { get; init; }

    /// <summary>Handles of listening sockets, opened inside the lab's network namespace.</summary>
    public ImmutableArray<ulong> ListenHandles { get; init; } = [];

    /// <summary>Addresses to listen on in the daemon's own network namespace; port 0 takes a free one.</summary>
    public ImmutableArray<IPEndPoint> Listen { get; init; } = [];

    /// <summary>The address that <see cref="NodeApi.Url"/> names, e.g. <c>https://10.0.0.13:8006</c>; null: that of the first of <see cref="Listen"/>.</summary>
    public string? PublicUrl { get; init; }

    /// <summary>Names and addresses for the certificate beside the node's name and loopback.</summary>
    public ImmutableArray<string> CertificateNames { get; init; } = [];

    /// <summary>The base images the lab can make guests from, shown as templates and cloud images of the storage <c>local</c>.</summary>
    public ImmutableArray<BaseImageOffer> Images { get; init; } = [];

    /// <summary>Other storages of the node, each a directory with all kinds of content.</summary>
    public ImmutableArray<StorageOptions> Storages { get; init; } = [];

    /// <summary>The bridges guests can be connected to.</summary>
    public ImmutableArray<string> Bridges { get; init; } = ["vmbr0"];

    /// <summary>The resolvers that guests without their own get.</summary>
    public ImmutableArray<string> NameServers { get; init; } = [];

    /// <summary>The password of root@pam for tickets; null: only tokens open the API.</summary>
    public Secret? RootPassword { get; init; }

    /// <summary>The name of the token made for Phoenix, <c>root@pam!phoenix</c>.</summary>
    public string TokenName { get; init; } = "phoenix";

    /// <summary>How long a refused caller waits for the refusal.</summary>
    public TimeSpan RefusalDelay { get; init; } = TimeSpan.FromSeconds(3);

    /// <summary>How long a call waits for a guest's lock.</summary>
    public TimeSpan LockPatience { get; init; } = TimeSpan.FromSeconds(10);
}

/// <summary>A base image of the lab as the API shows it.</summary>
/// <param name="Volume">The volume below <c>local:</c>, e.g. <c>vztmpl/debian-13-standard_13.0-1_amd64.tar.zst</c> or <c>import/debian-13-genericcloud-amd64.qcow2</c>.</param>
/// <param name="Image">The base image's name, as in <see cref="Runtime.GuestDefinition.BaseImage"/>.</param>
/// <param name="OsType">Proxmox's <c>ostype</c> of containers made from it, e.g. <c>debian</c>.</param>
/// <param name="Size">Bytes, as listed.</param>
public sealed record BaseImageOffer(string Volume, string Image, string OsType, long Size);

/// <summary>A storage beside <c>local</c>.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Root">Its directory.</param>
/// <param name="Content">The kinds of content it takes, e.g. <c>rootdir,images</c>.</param>
public sealed record StorageOptions(string Name, string Root, string Content);
