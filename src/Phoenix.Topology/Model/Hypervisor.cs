namespace Phoenix.Topology;

/// <summary>Where the platform runs.</summary>
public abstract record Hypervisor
{
    private Hypervisor() { }

    /// <summary>The node's name, <c>pve</c> unless said otherwise.</summary>
    public required string Node { get; init; }

    /// <summary>The storage of the guests' disks; null: the first that takes them.</summary>
    public string? DiskStorage { get; init; }

    /// <summary>The storage of templates and images; null: the first that takes them.</summary>
    public string? ImageStorage { get; init; }

    /// <summary>The embedded lab: <c>endpoint: lab</c>.</summary>
    public sealed record Lab : Hypervisor;

    /// <summary>A Proxmox VE node.</summary>
    public sealed record Proxmox : Hypervisor
    {
        /// <summary>The API's address, e.g. <c>https://pve.example:8006</c>.</summary>
        public required Uri Endpoint { get; init; }

        /// <summary>The name of the secret that holds the API token (<c>USER@REALM!TOKENID=UUID</c>).</summary>
        public required string TokenSecret { get; init; }

        /// <summary>The SHA-256 fingerprint of the node's certificate, when it is pinned.</summary>
        public string? Fingerprint { get; init; }

        /// <summary>How to reach root's shell on the node: null when Phoenix runs on it, else an SSH destination (<c>root@pve.example</c>).</summary>
        public string? Ssh { get; init; }
    }
}
