using Phoenix.Lab.Api;
using Phoenix.Lab.Runtime;

namespace Phoenix.Lab.Daemon;

/// <summary>Files of the lab's host, as the host sees them.</summary>
internal sealed class HostFiles(LxcGuestRuntime guests) : INodeFiles
{
    /// <inheritdoc />
    public async Task<string?> ReadTextAsync(string path, CancellationToken cancel)
    {
        try
        {
            using var reader = new StreamReader(await guests.ReadHostFileAsync(path, cancel));
            return await reader.ReadToEndAsync(cancel);
        }
        catch (FileNotFoundException)
        {
            return null;
        }
    }
}
