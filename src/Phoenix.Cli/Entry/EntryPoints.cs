using Phoenix.Mesh;

namespace Phoenix.Cli.Entry;

/// <summary>The one binary is several programs: which one is decided by the name it is called by, then by its first word. Nothing of the others is loaded.</summary>
internal static class EntryPoints
{
    /// <summary>Runs the program that was called.</summary>
    /// <param name="calledAs">Argument zero, e.g. <c>/usr/sbin/pct</c>.</param>
    /// <param name="arguments">The arguments.</param>
    public static Task<int> RunAsync(string calledAs, string[] arguments) =>
        (Path.GetFileNameWithoutExtension(calledAs), arguments) switch
        {
            (_, ["mesh", .. var rest]) => MeshAsync(rest),
            _ => CommandLine.RunAsync(arguments),
        };

    private static async Task<int> MeshAsync(string[] arguments)
    {
        using var signals = new Signals.PosixSignals();
        return await MeshCommand.RunAsync(arguments, Console.Error, signals.Tokens.Stop);
    }
}
