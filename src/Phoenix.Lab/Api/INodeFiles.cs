namespace Phoenix.Lab.Api;

/// <summary>Files of the lab's host that its API reads: cloud-init snippets below <c>/var/lib/vz/snippets</c>.</summary>
public interface INodeFiles
{
    /// <summary>Reads a file of the host as text; null when there is none.</summary>
    /// <param name="path">An absolute path as the host sees it, e.g. <c>/var/lib/vz/snippets/drphoenix.yaml</c>.</param>
    /// <param name="cancel">Stops the read.</param>
    Task<string?> ReadTextAsync(string path, CancellationToken cancel);
}
