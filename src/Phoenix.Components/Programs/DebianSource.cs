namespace Phoenix.Components.Programs;

/// <summary>Programs built from Debian's packages: once, and then from the cache.</summary>
/// <param name="builder">Where they are built, or null when nothing can be built here.</param>
/// <param name="directory">The cache: <c>built/NAME-KEY/</c> holds the program, <c>version</c> and <c>sha256</c>.</param>
public sealed class DebianSource(IProgramBuilder? builder, string directory) : IProgramSource
{
    /// <inheritdoc />
    public string Name => "Debian";

    /// <inheritdoc />
    public async Task<ProgramOffer> OfferAsync(string name, CancellationToken cancel)
    {
        if (ProgramRecipe.All.FirstOrDefault(recipe => recipe.Name == name) is not { } found)
        {
            return new ProgramOffer.HasNot($"Debian 13 has no {name}");
        }

        var folder = Path.Combine(directory, $"{found.Name}-{found.Key}");
        if (Directory.Exists(folder))
        {
            var built = await BuiltAsync(found, folder, cancel);
            return new ProgramOffer.Has(built, _ => Task.FromResult(built));
        }

        return builder is null
            ? new ProgramOffer.HasNot("it is not in the cache, and nothing can be built here")
            : new ProgramOffer.Has(
                new Program(found.Name, "to be built", Name, Path.Combine(folder, found.Name), ""),
                token => BuildAsync(builder, found, folder, token)
            );
    }

    private async Task<Program> BuildAsync(IProgramBuilder build, ProgramRecipe recipe, string folder, CancellationToken cancel)
    {
        Directory.CreateDirectory(directory);
        var beside = Path.Combine(directory, $".new-{Guid.NewGuid():N}");
        Directory.CreateDirectory(beside);
        try
        {
            await build.BuildAsync(recipe, beside, cancel);
            var digest = await ProgramCache.DigestAsync(Path.Combine(beside, recipe.Name), cancel);
            await File.WriteAllTextAsync(Path.Combine(beside, "sha256"), digest, cancel);
            // Another command may have been faster: then its build is as good as this one.
            if (!Directory.Exists(folder))
            {
                Directory.Move(beside, folder);
            }
        }
        finally
        {
            if (Directory.Exists(beside))
            {
                Directory.Delete(beside, recursive: true);
            }
        }

        return await BuiltAsync(recipe, folder, cancel);
    }

    private async Task<Program> BuiltAsync(ProgramRecipe recipe, string folder, CancellationToken cancel) =>
        new(
            recipe.Name,
            await File.ReadAllTextAsync(Path.Combine(folder, "version"), cancel),
            Name,
            Path.Combine(folder, recipe.Name),
            await File.ReadAllTextAsync(Path.Combine(folder, "sha256"), cancel)
        );
}
