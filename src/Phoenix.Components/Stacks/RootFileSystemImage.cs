namespace Phoenix.Components.Stacks;

/// <summary>One image made of a root file system, e.g. <c>debian:13-slim</c> of the lab's own Debian base.</summary>
/// <param name="stands">The reference it stands for.</param>
/// <param name="name">What the place is called, e.g. <c>the lab's Debian base</c>.</param>
/// <param name="archive">The tar archive's path, made when it is first asked for; null when it cannot be had.</param>
public sealed class RootFileSystemImage(string stands, string name, Func<CancellationToken, Task<string?>> archive) : IImageSource
{
    /// <inheritdoc />
    public string Name => name;

    /// <inheritdoc />
    public async Task<ImageArchive?> FindAsync(ImageReference image, CancellationToken cancel) =>
        image == ImageReference.Parse(stands) && await archive(cancel) is { } path
            ? new ImageArchive(path, ImageArchiveForm.RootFileSystem)
            : null;
}
