using Phoenix.Components.Programs;
using Phoenix.Proxmox;

namespace Phoenix.Components.Systems;

/// <summary>Carries a program's bytes into a system.</summary>
public interface IProgramDelivery
{
    /// <summary>Puts the program's bytes at <paramref name="path"/> in the system, replacing what stands there. Owner, mode and the digest's check are the caller's; the file is renamed into place by it. Missing parent directories are made.</summary>
    /// <exception cref="Topology.PhoenixException">The system could not be reached or took less than everything.</exception>
    Task DeliverAsync(IShell shell, Program program, string path, IProgress<string> progress, CancellationToken cancel);
}
