namespace Phoenix.Testing;

/// <summary>The root of the repository the tests were built in, for tests that hold files of it (docs, examples).</summary>
public static class RepositoryFolder
{
    /// <summary>The folder that holds <c>Phoenix.slnx</c>.</summary>
    /// <exception cref="DirectoryNotFoundException">The tests run outside the repository.</exception>
    public static string Root { get; } = Find();

    private static string Find()
    {
        for (var at = new DirectoryInfo(AppContext.BaseDirectory); at is not null; at = at.Parent)
        {
            if (File.Exists(Path.Combine(at.FullName, "Phoenix.slnx")))
            {
                return at.FullName;
            }
        }

        throw new DirectoryNotFoundException($"no Phoenix.slnx above {AppContext.BaseDirectory}");
    }
}
