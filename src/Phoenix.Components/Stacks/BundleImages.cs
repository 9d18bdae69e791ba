using System.Collections.Immutable;

namespace Phoenix.Components.Stacks;

/// <summary>Images of the offline bundle: <c>debian_13-slim.tar</c> for <c>debian:13-slim</c> (slashes and colons become <c>_</c>), as <c>docker save</c> wrote them, also compressed.</summary>
/// <param name="directory">The bundle's directory of images; it may be absent.</param>
public sealed class BundleImages(string directory) : IImageSource
{
    private static readonly ImmutableArray<string> Extensions = [".tar", ".tar.gz", ".tar.xz"];

    /// <inheritdoc />
    public string Name => "bundle";

    /// <inheritdoc />
    public Task<ImageArchive?> FindAsync(ImageReference image, CancellationToken cancel)
    {
        var name = image.ToString().Replace('/', '_').Replace(':', '_').Replace('@', '_');
        var path = Extensions.Select(extension => System.IO.Path.Combine(directory, name + extension)).FirstOrDefault(File.Exists);
        return Task.FromResult(path is null ? null : new ImageArchive(path, ImageArchiveForm.Saved));
    }
}
