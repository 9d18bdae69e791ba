namespace Phoenix.Topology.Compose;

/// <summary>Paths in a compose file, which are relative to its directory.</summary>
internal static class RelativePath
{
    /// <summary>The directory of a path; empty when it has none.</summary>
    public static string DirectoryOf(string path) => path.LastIndexOf('/') is var slash and >= 0 ? path[..slash] : "";

    /// <summary>The path from the platform's directory without <c>.</c> and <c>..</c>; null when it is absolute, leads outside, or is no plain path.</summary>
    public static string? Resolve(string directory, string path)
    {
        if (path.StartsWith('/') || path.StartsWith('~') || path.Any(letter => letter is '\\' or ':' or '$') || !Shown.IsPrintable(path))
        {
            return null;
        }

        var segments = new List<string>();
        foreach (var segment in $"{directory}/{path}".Split('/'))
        {
            switch (segment)
            {
                case "" or ".":
                    break;
                case ".." when segments.Count == 0:
                    return null;
                case "..":
                    segments.RemoveAt(segments.Count - 1);
                    break;
                default:
                    segments.Add(segment);
                    break;
            }
        }

        return string.Join('/', segments);
    }
}
