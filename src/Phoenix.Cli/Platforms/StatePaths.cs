namespace Phoenix.Cli.Platforms;

/// <summary>Where Phoenix keeps what belongs to one platform.</summary>
/// <param name="Lock">The lock's file.</param>
/// <param name="Journal">The directory of the runs' journals.</param>
internal sealed record StatePaths(string Lock, string Journal)
{
    /// <summary>The paths of a platform below the state's root.</summary>
    public static StatePaths Of(string root, string platform) =>
        new(Path.Combine(root, platform, "lock"), Path.Combine(root, platform, "journal"));
}
