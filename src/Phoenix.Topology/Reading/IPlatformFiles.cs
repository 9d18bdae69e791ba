namespace Phoenix.Topology;

/// <summary>The files beside a <c>phoenix.yaml</c>. Reading them is an edge's work, so that the topology itself does no I/O.</summary>
public interface IPlatformFiles
{
    /// <summary>The directory that holds <c>phoenix.yaml</c>; becomes <see cref="Platform.Directory"/>. Empty when the files are not on disk.</summary>
    string Directory { get; }

    /// <summary>Reads a file; never throws for a path that is absent, unreadable or leads outside.</summary>
    /// <param name="relativePath">A path below <see cref="Directory"/>: forward slashes, no <c>..</c>.</param>
    PlatformFile Read(string relativePath);
}
