using System.Collections.Immutable;

namespace Phoenix.Components.Stacks;

/// <summary>Context files that are part of the program: those of the seed platform.</summary>
/// <param name="files">Bytes by path, relative to the platform's directory.</param>
public sealed class EmbeddedContextFiles(ImmutableDictionary<string, ImmutableArray<byte>> files) : IContextFiles
{
    /// <inheritdoc />
    public Task<ImmutableArray<ContextFile>> ReadAsync(BuildSection section, CancellationToken cancel)
    {
        var prefix = section.Context.Length == 0 ? "" : section.Context + "/";
        return Task.FromResult<ImmutableArray<ContextFile>>([
            .. files
                .Where(file => file.Key.StartsWith(prefix, StringComparison.Ordinal))
                .OrderBy(file => file.Key, StringComparer.Ordinal)
                .Select(file => new ContextFile(file.Key[prefix.Length..], file.Value.AsMemory(), false)),
        ]);
    }
}
