using System.Collections.Immutable;

namespace Phoenix.Engine;

/// <summary>The outcome of a real probe: whether it holds, and what was seen.</summary>
/// <param name="Holds">The probe found what it expects.</param>
/// <param name="Seen">One line of what was seen, e.g. <c>certificate 71ab…09 served as issued, 24 h</c>; empty when nothing was probed.</param>
public sealed record Proof(bool Holds, string Seen)
{
    /// <summary>Nothing to prove.</summary>
    public static readonly Proof None = new(true, "");

    /// <summary>Holds when all hold; what was seen is joined, failures first.</summary>
    public static Proof All(ImmutableArray<Proof> proofs) =>
        new(
            proofs.All(proof => proof.Holds),
            string.Join(", ", proofs.OrderBy(proof => proof.Holds).Select(proof => proof.Seen).Where(seen => seen.Length > 0))
        );
}
