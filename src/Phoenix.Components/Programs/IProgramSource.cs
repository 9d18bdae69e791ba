namespace Phoenix.Components.Programs;

/// <summary>A place that programs come from.</summary>
public interface IProgramSource
{
    /// <summary>What the source is called where it is listed, e.g. <c>bundle</c>.</summary>
    string Name { get; }

    /// <summary>Whether it has the program; decided without long work.</summary>
    /// <exception cref="Topology.PhoenixException">PHX3144: the source's own list cannot be read.</exception>
    Task<ProgramOffer> OfferAsync(string name, CancellationToken cancel);
}

/// <summary>A source's answer.</summary>
public abstract record ProgramOffer
{
    private ProgramOffer() { }

    /// <summary>It has the program.</summary>
    /// <param name="Program">The program, before long work; the digest is empty while it is not known.</param>
    /// <param name="Obtain">Unpacks, builds or downloads it into the cache.</param>
    public sealed record Has(Program Program, Func<CancellationToken, Task<Program>> Obtain) : ProgramOffer;

    /// <summary>It has not, and why.</summary>
    public sealed record HasNot(string Why) : ProgramOffer;
}
