namespace Phoenix.Components.Stacks;

/// <summary>A file, link or empty directory of a build context.</summary>
/// <param name="Path">Relative to the context, forward slashes.</param>
/// <param name="Content">Its bytes; none but a file has any.</param>
/// <param name="IsExecutable">Its owner may execute it; the one bit of a mode that travels.</param>
public sealed record ContextFile(string Path, ReadOnlyMemory<byte> Content, bool IsExecutable)
{
    /// <summary>Where a symbolic link leads, as it is written; null for all else.</summary>
    public string? LinkTarget { get; init; }

    /// <summary>A directory without anything that is sent.</summary>
    public bool IsDirectory { get; init; }

    /// <summary>Neither a link nor a directory.</summary>
    public bool IsPlain => LinkTarget is null && !IsDirectory;
}
