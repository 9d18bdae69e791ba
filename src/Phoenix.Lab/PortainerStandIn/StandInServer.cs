using System.Collections.Immutable;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Hosting;
using Phoenix.Lab.PortainerStandIn.Compose;
using Phoenix.Lab.PortainerStandIn.Engines;
using Phoenix.Lab.PortainerStandIn.Handlers;
using Phoenix.Lab.PortainerStandIn.Http;
using Phoenix.Lab.PortainerStandIn.Records;

namespace Phoenix.Lab.PortainerStandIn;

/// <summary>A running stand-in for Portainer.</summary>
internal sealed class StandInServer : IAsyncDisposable
{
    private readonly WebApplication app;
    private readonly ImmutableArray<IDisposable> parts;
    private readonly CancellationTokenSource lifetime;

    private StandInServer(WebApplication app, CancellationTokenSource lifetime, ImmutableArray<IDisposable> parts) =>
        (this.app, this.lifetime, this.parts) = (app, lifetime, parts);

    /// <summary>The HTTPS port, also when the system chose it.</summary>
    public int Port => StandInHost.PortOf(app);

    /// <summary>The HTTP port, when there is one.</summary>
    public int PlainPort => StandInHost.PlainPortOf(app);

    /// <exception cref="Topology.PhoenixException">A file it was told to use cannot be used.</exception>
    public static async Task<StandInServer> StartAsync(
        StandInOptions options,
        ICompose compose,
        TimeProvider time,
        CancellationToken cancel
    )
    {
        var store = new StandInStore(options.DataDirectory);
        AdmitFromFile(options, store);
        var running = new CancellationTokenSource();
        var key = AgentKey.In(options.DataDirectory);
        var engines = new EngineDirectory(key, options.AgentSecret);
        var deployments = new Deployments(compose, engines);
        var sessions = new Sessions(time);
        var router = new StandInRouter(
            [
                .. new SystemHandlers(store).Routes(),
                .. new UserHandlers(store, sessions, time).Routes(),
                .. new EndpointHandlers(store, new AgentProbe(engines), options.LocalSocket).Routes(),
                .. new StackHandlers(store, deployments, time, running.Token).Routes(),
                .. new StackDeployHandlers(store, deployments, engines, time, running.Token).Routes(),
                .. new DockerHandlers(store, engines).Routes(),
                .. new HomeHandlers(store).Routes(),
            ],
            new Gate(store, sessions, new LogInLimit(time), time)
        );
        var certificate = options is { CertificateFile: { } file, KeyFile: { } keyFile }
            ? ServerCertificate.Load(file, keyFile, options.DataDirectory)
            : ServerCertificate.SelfSigned("portainer-stand-in", time.GetUtcNow());
        var listening = StandInHost.Build(options.Https, options.Http, certificate, router.DispatchAsync);
        await listening.StartAsync(cancel);
        return new StandInServer(listening, running, [deployments, engines, key]);
    }

    /// <summary>Runs until it is told to stop.</summary>
    public Task WaitAsync(CancellationToken cancel) => app.WaitForShutdownAsync(cancel);

    public async ValueTask DisposeAsync()
    {
        await lifetime.CancelAsync();
        await app.StopAsync(CancellationToken.None);
        await app.DisposeAsync();
        foreach (var part in parts)
        {
            part.Dispose();
        }

        lifetime.Dispose();
    }

    // Only the first start makes the administrator, and only one newline is cut; but the file must be there every time.
    private static void AdmitFromFile(StandInOptions options, StandInStore store)
    {
        if (options.PasswordFile is not { } path)
        {
            return;
        }

        if (!File.Exists(path))
        {
            throw StandInErrors.Usage($"--admin-password-file {path} is not there");
        }

        var text = File.ReadAllText(path);
        var password = text.EndsWith('\n') ? text[..^1] : text;
        if (store.Read(data => data.Administrator) is null)
        {
            store.Change(data => data with { Administrator = Passwords.Hash("admin", password) });
        }
    }
}
