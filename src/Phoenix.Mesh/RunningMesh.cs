using System.Runtime.InteropServices;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Hosting;
using Phoenix.Mesh.Configuration;
using Phoenix.Mesh.Routing;

namespace Phoenix.Mesh;

/// <summary>A router that runs; disposing it stops it.</summary>
public sealed class RunningMesh : IAsyncDisposable
{
    private readonly WebApplication app;
    private readonly MeshState state;
    private readonly DynamicDirectory directory;
    private readonly PosixSignalRegistration hangup;

    internal RunningMesh(WebApplication app, MeshState state, DynamicDirectory directory, PosixSignalRegistration hangup) =>
        (this.app, this.state, this.directory, this.hangup) = (app, state, directory, hangup);

    /// <summary>Completes when the router was told to stop.</summary>
    public Task WaitAsync(CancellationToken cancel) => app.WaitForShutdownAsync(cancel);

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        hangup.Dispose();
        directory.Dispose();
        await app.DisposeAsync();
        state.Dispose();
    }
}
