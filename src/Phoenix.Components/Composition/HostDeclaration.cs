using Phoenix.Components.Systems;
using Phoenix.Topology;

namespace Phoenix.Components.Composition;

/// <summary>
/// What is declared, kept on the host as it was applied: the renewal timer works by it, whatever becomes of the directory in which a
/// person edits. Nothing in it is secret: <c>phoenix.yaml</c> names secrets and never holds them.
/// </summary>
public static class HostDeclaration
{
    /// <summary>The platform's file on the host.</summary>
    public static string PathOf(Platform platform) => $"{Folder(platform)}/{SeedPlatform.FileName}";

    /// <summary>The host's part.</summary>
    public static SystemSpec For(Platform platform) =>
        new()
        {
            Directories =
            [
                new SystemDirectory("/etc/phoenix"),
                new SystemDirectory("/etc/phoenix/platforms"),
                .. platform
                    .Sources.Keys.SelectMany(path => Parents($"{Folder(platform)}/{path}", Folder(platform)))
                    .Distinct()
                    .Order(StringComparer.Ordinal)
                    .Select(path => new SystemDirectory(path)),
            ],
            Files = [.. platform.Sources.Select(source => new SystemFile($"{Folder(platform)}/{source.Key}", source.Value))],
        };

    private static string Folder(Platform platform) => $"/etc/phoenix/platforms/{platform.Name}";

    private static IEnumerable<string> Parents(string path, string top)
    {
        for (var parent = path; parent != top; )
        {
            parent = parent[..parent.LastIndexOf('/')];
            yield return parent;
        }
    }
}
