using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Phoenix.Components.Certificates;
using Phoenix.Components.Programs;
using Phoenix.Components.StepCa;
using Phoenix.Proxmox;
using Phoenix.Testing;
using Phoenix.Topology;

namespace Phoenix.Components.Tests.StepCa;

/// <summary>The official step-ca on loopback, with the configuration that Phoenix renders. Its memory of the machine is a folder that goes with it.</summary>
internal sealed class RealStepCa : INetworkReach, IAsyncDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("phoenix-test-").FullName;
    private readonly Process _process;

    private RealStepCa(Process process, string folder, IPEndPoint endpoint, CaVault vault)
    {
        _process = process;
        Directory.Delete(_folder);
        _folder = folder;
        Endpoint = endpoint;
        Vault = vault;
    }

    public IPEndPoint Endpoint { get; }

    public CaVault Vault { get; }

    public static async Task<RealStepCa> StartAsync(StepCaOrigin origin, Platform platform, CaVault vault, DateTimeOffset? made = null)
    {
        var cancel = TestContext.Current.CancellationToken;
        var program = await ProgramAsync(origin);
        var folder = Directory.CreateTempSubdirectory("phoenix-test-").FullName;
        var endpoint = new IPEndPoint(platform.Authority.Address, FreePort(platform.Authority.Address));
        var paths = new StepCaPaths(folder, Path.Combine(folder, "db"));
        using (await vault.MakeRootAsync(platform, made ?? DateTimeOffset.UtcNow, cancel))
        using (await vault.MakeIntermediateAsync(platform, made ?? DateTimeOffset.UtcNow, cancel))
        {
            var material = await vault.MaterialAsync(cancel);
            await File.WriteAllTextAsync(paths.Root, material.RootPem, cancel);
            await File.WriteAllTextAsync(paths.Intermediate, material.IntermediatePem, cancel);
            await File.WriteAllTextAsync(paths.IntermediateKey, material.IntermediateKeyPem.Reveal(), cancel);
            await File.WriteAllTextAsync(paths.Password, material.IntermediatePassword.Reveal() + "\n", cancel);
            await File.WriteAllTextAsync(paths.Json, StepCaConfig.Render(platform, paths, $"{endpoint}", material.Provisioner), cancel);
        }

        var start = new ProcessStartInfo(program, [paths.Json, "--password-file", paths.Password])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["STEPPATH"] = folder;
        var process = Process.Start(start)!;
        var ca = new RealStepCa(process, folder, endpoint, vault);
        process.OutputDataReceived += (_, line) => ca.Log.Add(line.Data ?? "");
        process.ErrorDataReceived += (_, line) => ca.Log.Add(line.Data ?? "");
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        return ca;
    }

    public System.Collections.Concurrent.ConcurrentBag<string> Log { get; } = [];

    public StepCaClient Client(Platform platform, CaVault? vault = null) =>
        new(this, Endpoint, platform.NameOf(platform.Authority.Name), vault ?? Vault, TimeProvider.System);

    public async Task<Stream> ConnectAsync(IPEndPoint endpoint, CancellationToken cancel)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        await socket.ConnectAsync(endpoint, cancel);
        return new NetworkStream(socket, ownsSocket: true);
    }

    public Task<ReadOnlyMemory<byte>> QueryAsync(IPEndPoint endpoint, ReadOnlyMemory<byte> datagram, CancellationToken cancel) =>
        throw new NotSupportedException();

    public async ValueTask DisposeAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
        _process.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    private static async Task<string> ProgramAsync(StepCaOrigin origin)
    {
        var cancel = TestContext.Current.CancellationToken;
        if (origin == StepCaOrigin.Debian)
        {
            // Building takes minutes: the program is had only where a platform was brought up with it before.
            var cache = Path.Combine(Environment.GetEnvironmentVariable("PHOENIX_CACHE") ?? "/var/cache/phoenix", "built");
            var offer = await new DebianSource(null, cache).OfferAsync("step-ca", cancel);
            Assert.SkipUnless(offer is ProgramOffer.Has, "step-ca was not built from Debian's packages yet");
            return ((ProgramOffer.Has)offer).Program.LocalPath;
        }

        SkipUnless.Program("xz");
        var bundle = SharedMaterial.SkipUnlessPresent("components");
        var unpacked = new ProgramCache(Path.Combine(AppContext.BaseDirectory, "programs"));
        return (await new ProgramCatalog([new BundleSource(bundle, unpacked)]).ObtainAsync("step-ca", cancel)).LocalPath;
    }

    private static int FreePort(IPAddress address)
    {
        using var listener = new TcpListener(address, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
