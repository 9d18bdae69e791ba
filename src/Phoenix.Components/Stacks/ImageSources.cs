using System.Collections.Immutable;
using Phoenix.Components.Portainer.Api;
using Phoenix.Topology;

namespace Phoenix.Components.Stacks;

/// <summary>Brings images to an engine: there already, from the sources in their order, else pulled by the engine itself.</summary>
public sealed class ImageSources(ImmutableArray<IImageSource> sources)
{
    /// <summary>Makes sure that the engine has an image.</summary>
    /// <exception cref="PhoenixException">It is nowhere to be had.</exception>
    public async Task EnsureAsync(DockerApi docker, string reference, IProgress<string> progress, CancellationToken cancel)
    {
        if (await docker.FindImageAsync(reference, cancel) is not null || await TakeAsync(docker, reference, progress, cancel))
        {
            return;
        }

        var image = ImageReference.Parse(reference);
        progress.Report($"pulling {reference}");
        try
        {
            await docker.PullAsync(image.Repository, image.Tag, cancel);
        }
        catch (PhoenixException exception) when (IsRefusal(exception))
        {
            throw new PhoenixException(StackErrors.BaseImageMissing, $"{reference} cannot be had", exception)
            {
                Remote = exception.Remote,
                Help =
                    $"looked for on the engine, in {string.Join(", ", sources.Select(source => source.Name).DefaultIfEmpty("no other place"))}, and in its registry",
            };
        }
    }

    /// <summary>
    /// Brings an image that the engine lacks, so that the deploy itself is short. One that cannot be had here is left to compose, for which Portainer
    /// logs in to its registries.
    /// </summary>
    public async Task OfferAsync(DockerApi docker, NeededImage needed, IProgress<string> progress, CancellationToken cancel)
    {
        var reference = needed.Reference;
        if (
            await docker.FindImageAsync(reference, cancel) is not null
            || await TakeAsync(docker, reference, progress, cancel)
            || !needed.MayBePulled
        )
        {
            return;
        }

        var image = ImageReference.Parse(reference);
        progress.Report($"pulling {reference}");
        try
        {
            await docker.PullAsync(image.Repository, image.Tag, cancel);
        }
        catch (PhoenixException exception) when (IsRefusal(exception))
        {
            progress.Report($"{reference} is left to compose: {exception.Remote}");
        }
    }

    // The engine says 404 when a registry does not have an image or does not show it, and 500 to everything else.
    private static bool IsRefusal(PhoenixException exception) =>
        exception.Code == Portainer.PortainerErrors.Failed || exception.Code == Portainer.PortainerErrors.Refused;

    private async Task<bool> TakeAsync(DockerApi docker, string reference, IProgress<string> progress, CancellationToken cancel)
    {
        var image = ImageReference.Parse(reference);
        foreach (var source in sources)
        {
            if (await source.FindAsync(image, cancel) is { } archive)
            {
                progress.Report($"loading {reference} from {source.Name}");
                await (
                    archive.Form == ImageArchiveForm.Saved
                        ? docker.LoadAsync(() => File.OpenRead(archive.Path), cancel)
                        : docker.ImportAsync(() => File.OpenRead(archive.Path), image.Repository, image.Tag, cancel)
                );
                return true;
            }
        }

        return false;
    }
}
