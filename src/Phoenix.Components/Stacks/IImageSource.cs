namespace Phoenix.Components.Stacks;

/// <summary>A place where images are kept outside a registry: the offline bundle, or in the lab the base root file system.</summary>
public interface IImageSource
{
    /// <summary>What the place is called in progress and errors, e.g. <c>bundle</c>.</summary>
    string Name { get; }

    /// <summary>The archive of an image, or null when it is not here.</summary>
    Task<ImageArchive?> FindAsync(ImageReference image, CancellationToken cancel);
}

/// <summary>An image as a file on the machine Phoenix runs on.</summary>
/// <param name="Path">A tar archive, also compressed.</param>
/// <param name="Form">What is in it.</param>
public sealed record ImageArchive(string Path, ImageArchiveForm Form);

/// <summary>What an archive holds.</summary>
public enum ImageArchiveForm
{
    /// <summary>A root file system, to be imported under a name.</summary>
    RootFileSystem,

    /// <summary>Images with their names, as <c>docker save</c> writes them.</summary>
    Saved,
}
