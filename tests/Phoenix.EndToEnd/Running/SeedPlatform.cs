namespace Phoenix.EndToEnd.Running;

/// <summary>The seed platform, up, for all tests that leave it as they found it.</summary>
public sealed class SeedPlatform : IAsyncLifetime
{
    /// <summary>Where it is declared.</summary>
    public PhoenixPlace Place { get; private set; } = null!;

    /// <summary>The first run that made it.</summary>
    public PhoenixRun FirstUp { get; private set; } = null!;

    /// <inheritdoc />
    public async ValueTask InitializeAsync()
    {
        var cancel = TestContext.Current.CancellationToken;
        Place = await PhoenixPlace.OfSeedAsync("e2e-seed", cancel);
        await Place.RunAsync(cancel, "down", "--yes");
        FirstUp = (await Place.UpAsync(cancel)).ShouldExitWith(0);
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        if (Place is not null)
        {
            await Place.RunAsync(CancellationToken.None, "down", "--yes");
            Directory.Delete(Place.Directory, recursive: true);
        }
    }
}

/// <summary>Tests of one collection run one after another, on one platform.</summary>
[CollectionDefinition(Name)]
public sealed class SeedPlatformCollection : ICollectionFixture<SeedPlatform>
{
    /// <summary>The collection's name.</summary>
    public const string Name = "the seed platform";
}
