using System.Net;

namespace Phoenix.Topology;

/// <summary>A guest of the platform: a container or a virtual machine with one role.</summary>
public sealed record Guest
{
    /// <summary>The guest's name and host name, an RFC 1123 label.</summary>
    public required string Name { get; init; }

    /// <summary>Proxmox's id, 100 to 999999999.</summary>
    public required int Id { get; init; }

    /// <summary>Container or virtual machine.</summary>
    public required GuestKind Kind { get; init; }

    /// <summary>The guest's address in the platform's subnet.</summary>
    public required IPAddress Address { get; init; }

    /// <summary>What runs in it.</summary>
    public required GuestRole Role { get; init; }

    /// <summary>CPU cores.</summary>
    public int Cores { get; init; } = 1;

    /// <summary>Memory; a default by role unless the file says otherwise.</summary>
    public ByteSize Memory { get; init; } = ByteSize.FromMebibytes(512);

    /// <summary>Size of the root disk.</summary>
    public ByteSize Disk { get; init; } = ByteSize.FromGibibytes(8);
}
