using System.Collections.Immutable;
using Phoenix.Components.Programs;
using Phoenix.Lab.Daemon;
using Phoenix.Lab.Images;
using Phoenix.Topology;

namespace Phoenix.Cli.Sessions.Live;

/// <summary>Where a platform's programs come from, and what they are: asked once for a session.</summary>
/// <param name="Catalog">The sources.</param>
/// <param name="Software">What runs in the guests, in the words of a plan.</param>
internal sealed record PlatformPrograms(IProgramCatalog Catalog, ImmutableDictionary<string, string> Software)
{
    // For programs that no source nearer has; never used while the bundle has them.
    private static HttpClient Downloads { get; } = new();

    /// <summary>The offline bundle's directory, <c>PHOENIX_BUNDLE</c>; null when there is none.</summary>
    public static string? Bundle { get; } = Environment.GetEnvironmentVariable("PHOENIX_BUNDLE") is { Length: > 0 } named ? named : null;

    /// <summary>Those of a platform.</summary>
    public static async Task<PlatformPrograms> OfAsync(Platform platform, CancellationToken cancel)
    {
        var undescribed = Undescribed(platform);
        return undescribed with { Software = await GuestSoftware.DescribeAsync(platform, undescribed.Catalog, cancel) };
    }

    /// <summary>Those of a platform whose programs were chosen elsewhere: nothing is said of what runs in its guests.</summary>
    public static PlatformPrograms Undescribed(Platform platform) =>
        new(ProgramCatalog.Of(PlacesOf(platform), Downloads), ImmutableDictionary<string, string>.Empty);

    private static ProgramPlaces PlacesOf(Platform platform)
    {
        var options = new LabOptions();
        var isLab = platform.Hypervisor is Hypervisor.Lab;
        return new ProgramPlaces
        {
            Cache = options.Cache,
            Bundle = Bundle,
            Lock = Path.Combine(platform.Directory, "phoenix.lock") is var path && File.Exists(path) ? path : null,
            BuildBase = isLab
                ? cancel => new BaseImages(options.Cache, TimeProvider.System).EnsureAsync(BaseImages.Debian, null, cancel)
                : null,
            StandIns = isLab ? options.Binary : null,
        };
    }
}
