namespace Phoenix.Architecture.Tests;

/// <summary>The checkout that the tests were built from.</summary>
internal static class Repository
{
    /// <summary>The folder that holds Phoenix.slnx.</summary>
    public static string Root { get; } = Find();

    private static string Find()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "Phoenix.slnx")))
        {
            folder = folder.Parent ?? throw new DirectoryNotFoundException("Phoenix.slnx is above none of the test's folders");
        }

        return folder.FullName;
    }
}
