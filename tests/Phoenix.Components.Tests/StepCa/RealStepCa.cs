using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Phoenix.Components.Certificates;
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

    public static async Task<RealStepCa> StartAsync(Platform platform, CaVault vault)
    {
        var cancel = TestContext.Current.CancellationToken;
        var program = await ProgramAsync();
        var folder = Directory.CreateTempSubdirectory("phoenix-test-").FullName;
        var endpoint = new IPEndPoint(platform.Authority.Address, FreePort(platform.Authority.Address));
        var paths = new StepCaPaths(folder, Path.Combine(folder, "db"));
        using (await vault.MakeRootAsync(platform, DateTimeOffset.UtcNow, cancel))
        using (await vault.MakeIntermediateAsync(platform, DateTimeOffset.UtcNow, cancel))
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

    private static async Task<string> ProgramAsync()
    {
        SkipUnless.Program("xz");
        var packed = SharedMaterial.SkipUnlessPresent("components/step-ca-0.30.2-linux-amd64.xz");
        var program = Path.Combine(AppContext.BaseDirectory, "step-ca-0.30.2");
        if (!File.Exists(program))
        {
            var beside = program + ".new";
            await using (
                var file = new FileStream(
                    beside,
                    new FileStreamOptions
                    {
                        Mode = FileMode.Create,
                        Access = FileAccess.Write,
                        UnixCreateMode = (UnixFileMode)0b111_101_101,
                    }
                )
            )
            {
                using var xz = Process.Start(
                    new ProcessStartInfo("xz", ["-dc", packed]) { UseShellExecute = false, RedirectStandardOutput = true }
                )!;
                await xz.StandardOutput.BaseStream.CopyToAsync(file);
                await xz.WaitForExitAsync();
            }

            File.Move(beside, program, overwrite: true);
        }

        return program;
    }

    private static int FreePort(IPAddress address)
    {
        using var listener = new TcpListener(address, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
