namespace Phoenix.Testing;

/// <summary>Skips the running test, by name and with a reason, where the machine lacks what it needs.</summary>
public static class SkipUnless
{
    /// <summary>The test needs root: namespaces, mounts, containers.</summary>
    public static void Root() => Assert.SkipUnless(Environment.IsPrivilegedProcess, "needs root");

    /// <summary>The test needs a program on the path.</summary>
    /// <param name="name">The program's name, e.g. <c>lxc-start</c>.</param>
    /// <returns>The program's full path.</returns>
    public static string Program(string name)
    {
        var path = (Environment.GetEnvironmentVariable("PATH") ?? "")
            .Split(Path.PathSeparator)
            .Select(folder => Path.Combine(folder, name))
            .FirstOrDefault(File.Exists);
        Assert.SkipUnless(path is not null, $"needs the program {name}");
        return path!;
    }
}
