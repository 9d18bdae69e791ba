namespace Phoenix.Proxmox.Depot;

/// <summary>A file for a guest that is too large for its agent.</summary>
/// <param name="LocalPath">The file on the machine Phoenix runs on.</param>
/// <param name="Sha256">Lower case hex; checked in the guest before anything is put in place.</param>
/// <param name="TargetPath">Where it goes; the directory is made when it is missing.</param>
public sealed record DepotItem(string LocalPath, string Sha256, string TargetPath)
{
    /// <summary><c>user:group</c>.</summary>
    public string Owner { get; init; } = "root:root";

    /// <summary>Octal text.</summary>
    public string Mode { get; init; } = "0755";

    /// <summary>How long the transfer may take.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromMinutes(10);
}
