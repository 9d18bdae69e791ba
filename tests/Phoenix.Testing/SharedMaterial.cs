namespace Phoenix.Testing;

/// <summary>
/// Material that is not part of the repository (recordings, the API schema, real programs): the folder <c>PHOENIX_SHARED</c> names,
/// else a folder <c>shared</c> beside one of the test's parent directories. A test that needs it is skipped by name where it is absent.
/// </summary>
public static class SharedMaterial
{
    private static readonly Lazy<string?> Found = new(Find);

    /// <summary>The folder, or null when it is absent.</summary>
    public static string? Root => Found.Value;

    /// <summary>The path of something in the folder, or null when it is absent.</summary>
    /// <param name="relative">A path such as <c>proxmox/exchanges.jsonl</c>.</param>
    public static string? PathOf(string relative) =>
        Root is { } root && Path.Combine(root, relative) is var path && (File.Exists(path) || Directory.Exists(path)) ? path : null;

    /// <summary>The path of something in the folder; skips the running test when it is absent.</summary>
    /// <param name="relative">A path such as <c>proxmox/exchanges.jsonl</c>.</param>
    public static string SkipUnlessPresent(string relative)
    {
        var path = PathOf(relative);
        Assert.SkipUnless(path is not null, $"shared material {relative} is not here (PHOENIX_SHARED names its folder)");
        return path!;
    }

    private static string? Find()
    {
        if (Environment.GetEnvironmentVariable("PHOENIX_SHARED") is { Length: > 0 } named)
        {
            return Directory.Exists(named) ? named : null;
        }

        for (var at = new DirectoryInfo(AppContext.BaseDirectory); at is not null; at = at.Parent)
        {
            // The facts folder tells the material from any other folder of that common name.
            var candidate = Path.Combine(at.FullName, "shared");
            if (Directory.Exists(Path.Combine(candidate, "facts")))
            {
                return candidate;
            }
        }

        return null;
    }
}
