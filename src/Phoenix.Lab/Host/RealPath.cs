namespace Phoenix.Lab.Host;

/// <summary>Paths as the kernel writes them: absolute, without links. Mounts are known by those.</summary>
public static class RealPath
{
    // The kernel's own limit.
    private const int MostLinks = 40;

    /// <summary>The path with every link in it followed. What does not exist (yet) is taken as it is written.</summary>
    /// <exception cref="IOException">The links go round in a circle.</exception>
    public static string Of(string path)
    {
        var links = 0;
        return Follow(Path.GetFullPath(path), ref links);
    }

    private static string Follow(string path, ref int links)
    {
        var at = "/";
        foreach (var part in path.Split('/', StringSplitOptions.RemoveEmptyEntries))
        {
            var next = Path.Combine(at, part);
            if (new FileInfo(next).LinkTarget is { } target)
            {
                if (++links > MostLinks)
                {
                    throw new IOException($"{path}: too many symbolic links");
                }

                next = Follow(Path.GetFullPath(target, at), ref links);
            }

            at = next;
        }

        return at;
    }
}
