namespace Phoenix.Components.Stacks;

/// <summary>A file of a build context.</summary>
/// <param name="Path">Relative to the context, forward slashes.</param>
/// <param name="Content">Its bytes.</param>
/// <param name="IsExecutable">Its owner may execute it; the one bit of a mode that travels.</param>
public sealed record ContextFile(string Path, ReadOnlyMemory<byte> Content, bool IsExecutable);
