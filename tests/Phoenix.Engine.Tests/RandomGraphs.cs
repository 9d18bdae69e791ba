using System.Collections.Immutable;
using CsCheck;

namespace Phoenix.Engine.Tests;

/// <summary>Random graphs: for each node the lower-numbered nodes it needs.</summary>
internal static class RandomGraphs
{
    public static readonly Gen<ImmutableArray<ImmutableArray<int>>> Acyclic = Gen.Int[1, 14].SelectMany(Nodes);

    public static ImmutableArray<IResource> Resources(ImmutableArray<ImmutableArray<int>> edges, World world) =>
        [.. edges.Select((needs, index) => new FakeResource(world, $"{index}", [.. needs.Select(need => $"{need}")]))];

    private static Gen<ImmutableArray<ImmutableArray<int>>> Nodes(int count) =>
        Gen
            .Bool.Array[count * count]
            .Select(bits =>
                Enumerable
                    .Range(0, count)
                    .Select(to => Enumerable.Range(0, to).Where(from => bits[(to * count) + from]).ToImmutableArray())
                    .ToImmutableArray()
            );
}
