using Phoenix.Mesh.Configuration;

namespace Phoenix.Mesh;

/// <summary><c>phoenix mesh --configFile=PATH</c>: takes Traefik's flag, so that one unit serves both.</summary>
public static class MeshCommand
{
    private const string Flag = "--configFile=";

    /// <summary>Runs the router until it is told to stop; the exit code.</summary>
    public static async Task<int> RunAsync(IReadOnlyList<string> arguments, TextWriter output, TextWriter error, CancellationToken cancel)
    {
        var path = arguments.FirstOrDefault(argument => argument.StartsWith(Flag, StringComparison.Ordinal))?[Flag.Length..];
        if (path is null)
        {
            await error.WriteLineAsync("usage: phoenix mesh --configFile=/etc/traefik/traefik.yaml");
            return 64;
        }

        try
        {
            var configuration = StaticConfiguration.Parse(await File.ReadAllTextAsync(path, cancel), path);
            await using var mesh = await MeshServer.StartAsync(configuration, output, TimeProvider.System, cancel);
            await mesh.WaitAsync(cancel);
            return 0;
        }
        catch (Exception failure) when (failure is MeshConfigurationException or IOException or UnauthorizedAccessException)
        {
            await error.WriteLineAsync($"phoenix mesh: {failure.Message}");
            return 1;
        }
    }
}
