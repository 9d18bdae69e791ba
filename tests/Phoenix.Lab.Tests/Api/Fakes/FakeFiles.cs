using System.Collections.Concurrent;
using Phoenix.Lab.Api;

namespace Phoenix.Lab.Tests.Api.Fakes;

/// <summary>Files of the host, in memory.</summary>
internal sealed class FakeFiles : INodeFiles
{
    public ConcurrentDictionary<string, string> Files { get; } = new();

    public Task<string?> ReadTextAsync(string path, CancellationToken cancel) => Task.FromResult(Files.GetValueOrDefault(path));
}
