using System.Collections.Concurrent;
using System.Collections.Immutable;
using Phoenix.Topology;

namespace Phoenix.Components.Programs;

/// <summary>Asks sources in their order. A source that has a program and fails to deliver is passed over and named, but a program that is not what was promised stops everything.</summary>
public sealed class ProgramCatalog(ImmutableArray<IProgramSource> sources) : IProgramCatalog
{
    private readonly ConcurrentDictionary<string, SemaphoreSlim> _gates = new();

    /// <summary>The bundle, Debian's packages, the official release, and in the lab the stand-ins; in this order.</summary>
    /// <param name="places">Where they are.</param>
    /// <param name="client">For downloads of official releases.</param>
    public static ProgramCatalog Of(ProgramPlaces places, HttpClient client)
    {
        var cache = new ProgramCache(Path.Combine(places.Cache, "programs"));
        var builder = places.BuildBase is { } layers ? new ChrootBuilder(layers, Path.Combine(places.Cache, "builds")) : null;
        ImmutableArray<IProgramSource> honest =
        [
            new BundleSource(places.Bundle, cache),
            new DebianSource(builder, Path.Combine(places.Cache, "built")),
            new ReleaseSource(places.Lock ?? "phoenix.lock", client, cache),
        ];
        return new ProgramCatalog(places.StandIns is { } phoenix ? [.. honest, new StandInSource(phoenix, places.Version)] : honest);
    }

    /// <inheritdoc />
    public async Task<Program> ChooseAsync(string name, CancellationToken cancel)
    {
        var tried = new List<string>();
        foreach (var source in sources)
        {
            switch (await source.OfferAsync(name, cancel))
            {
                case ProgramOffer.Has has:
                    return has.Program;
                case ProgramOffer.HasNot not:
                    tried.Add($"{source.Name}: {not.Why}");
                    break;
            }
        }

        throw NotToBeHad(name, tried);
    }

    /// <inheritdoc />
    public async Task<Program> ObtainAsync(string name, CancellationToken cancel)
    {
        // Several resources want the same program at once: the first unpacks or builds it, the others find it in the cache.
        var gate = _gates.GetOrAdd(name, _ => new SemaphoreSlim(1));
        await gate.WaitAsync(cancel);
        try
        {
            return await ObtainFirstAsync(name, cancel);
        }
        finally
        {
            gate.Release();
        }
    }

    private async Task<Program> ObtainFirstAsync(string name, CancellationToken cancel)
    {
        var tried = new List<string>();
        foreach (var source in sources)
        {
            switch (await source.OfferAsync(name, cancel))
            {
                case ProgramOffer.Has has:
                    try
                    {
                        return await has.Obtain(cancel);
                    }
                    catch (PhoenixException failure) when (failure.Code != ProgramErrors.Damaged)
                    {
                        tried.Add($"{source.Name}: {failure.Message}{(failure.Remote is { } words ? $"\n{words}" : "")}");
                    }

                    break;
                case ProgramOffer.HasNot not:
                    tried.Add($"{source.Name}: {not.Why}");
                    break;
            }
        }

        throw NotToBeHad(name, tried);
    }

    private static PhoenixException NotToBeHad(string name, List<string> tried) =>
        new(ProgramErrors.NotToBeHad, $"{name} is not available here") { Where = name, Remote = string.Join('\n', tried) };
}
