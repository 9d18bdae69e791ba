namespace Phoenix.Components.Programs;

/// <summary>Finds programs by an ordered list of sources: the offline bundle, Debian's packages built once in a builder guest, the official release, and in the lab alone a stand-in.</summary>
public interface IProgramCatalog
{
    /// <summary>Which program will be used, decided without long work (nothing is built or unpacked), so that a plan can say it. The digest and path may be those of a program still to be obtained: see <see cref="ObtainAsync"/>.</summary>
    Task<Program> ChooseAsync(string name, CancellationToken cancel);

    /// <summary>The program, unpacked or built, with its final path and digest; cached.</summary>
    /// <exception cref="Topology.PhoenixException">No source has it: what was tried, and what to do.</exception>
    Task<Program> ObtainAsync(string name, CancellationToken cancel);
}
