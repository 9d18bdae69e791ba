using System.Collections.Immutable;
using System.Globalization;
using System.Net;
using System.Text;
using Phoenix.Lab.Daemon;
using Phoenix.Lab.Images;
using Phoenix.Lab.Network;
using Phoenix.Lab.Runtime;
using Phoenix.Proxmox;
using Phoenix.Testing;
using Phoenix.Topology;

namespace Phoenix.Lab.Tests.Real;

/// <summary>A lab of its own for a test, on this machine's kernel, taken down with the test. Its name says whose it is, so that a killed test's lab is swept by the next one.</summary>
internal sealed class RealLab : IAsyncDisposable
{
    private const string Prefix = "test-";
    private static int _made;
    private readonly string _folder;

    private RealLab(LabOptions options, LabSettings settings, string folder)
    {
        (Options, Settings, _folder) = (options, settings, folder);
        Controller = new LabController(options);
        Directories = new LabDirectories(options.State, settings.Name);
        Network = new LabNetwork(settings.Name, Directories.Root, options.Time);
        Guests = new LxcGuestRuntime(settings.Name, Directories, Network, new BaseImages(options.Cache, options.Time));
    }

    public LabOptions Options { get; }
    public LabSettings Settings { get; }
    public LabController Controller { get; }
    public LabDirectories Directories { get; }
    public LabNetwork Network { get; }
    public LxcGuestRuntime Guests { get; }

    /// <summary>A lab that is up.</summary>
    public static async Task<RealLab> UpAsync(CancellationToken cancel)
    {
        var lab = await PrepareAsync(cancel);
        await lab.Controller.UpAsync(lab.Settings, progress: null, cancel);
        return lab;
    }

    /// <summary>A lab that was not brought up yet.</summary>
    public static async Task<RealLab> PrepareAsync(CancellationToken cancel)
    {
        SkipUnless.Root();
        foreach (var program in new[] { "lxc-start", "debootstrap", "nft", "ip", "zstd" })
        {
            SkipUnless.Program(program);
        }

        var binary = Binary();
        Assert.SkipUnless(binary is not null, "needs the phoenix binary: ./phoenix builds it");
        await SweepAsync(cancel);
        var process = Environment.ProcessId.ToString(CultureInfo.InvariantCulture);
        var name = $"{Prefix}{process}-{Interlocked.Increment(ref _made)}";
        // Not in /tmp: it may be in memory, and a lab's layers are large.
        var folder = Path.Combine("/var/tmp", "phoenix-" + name);
        var options = new LabOptions { State = folder, Binary = binary! };
        var settings = new LabSettings(LabName.Parse(name))
        {
            Publish = FreePort(),
            Network = new LabNetworkPlan { PublishTo = IPAddress.Parse("10.0.0.10") },
        };
        return new RealLab(options, settings, folder);
    }

    /// <summary>A guest that runs, at 10.0.0.<paramref name="host"/>.</summary>
    public async Task<GuestDefinition> StartGuestAsync(int vmid, int host, CancellationToken cancel)
    {
        var guest = Guest(vmid, host);
        await Guests.CreateAsync(guest, cancel);
        await Guests.StartAsync(guest, cancel);
        return guest;
    }

    /// <summary>A container as the API would define it.</summary>
    public static GuestDefinition Guest(int vmid, int host) =>
        new()
        {
            Vmid = vmid,
            Kind = GuestKind.Container,
            HostName = "guest" + vmid.ToString(CultureInfo.InvariantCulture),
            BaseImage = BaseImages.Debian,
            Cores = 1,
            Interfaces =
            [
                new NetworkInterface
                {
                    Index = 0,
                    Name = "eth0",
                    Bridge = "vmbr0",
                    HardwareAddress = $"BC:24:11:00:00:{host:X2}",
                    Address = $"10.0.0.{host}/24",
                    Gateway = "10.0.0.1",
                },
            ],
        };

    /// <summary>Runs a command in a guest.</summary>
    public async Task<(int Exit, string Output, string Error)> ExecuteAsync(
        int vmid,
        CancellationToken cancel,
        params ImmutableArray<string> command
    )
    {
        var (output, error) = (new MemoryStream(), new MemoryStream());
        var exit = await Guests.ExecuteAsync(vmid, command, Stream.Null, output, error, cancel);
        return (exit, Encoding.UTF8.GetString(output.ToArray()), Encoding.UTF8.GetString(error.ToArray()));
    }

    /// <summary>How a guest's boot ended; its init runs a moment before systemd can be asked.</summary>
    public async Task<string> BootedAsync(int vmid, CancellationToken cancel) =>
        (
            await ExecuteAsync(
                vmid,
                cancel,
                "sh",
                "-c",
                "until [ -S /run/systemd/private ]; do sleep 0.05; done; systemctl is-system-running --wait"
            )
        ).Output.Trim();

    /// <summary>Runs a command on the lab's host.</summary>
    public Task<ShellResult> OnHostAsync(CancellationToken cancel, params ReadOnlySpan<string> command) =>
        Controller.Shell(Settings.Name).RunAsync(ShellCommand.Of(command), cancel);

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        Guests.Dispose();
        await Controller.DownAsync(Settings.Name, CancellationToken.None);
        if (Directory.Exists(_folder))
        {
            Directory.Delete(_folder, recursive: true);
        }
    }

    /// <summary>Skips where the lab's host could not run the binary: it has no .NET.</summary>
    public void SkipUnlessNative() => Assert.SkipUnless(!File.Exists(Options.Binary + ".dll"), "needs the native phoenix binary");

    private static string? Binary() =>
        new[]
        {
            Environment.GetEnvironmentVariable("PHOENIX_BINARY"),
            Path.Combine(RepositoryFolder.Root, "artifacts", "phoenix"),
        }.FirstOrDefault(File.Exists);

    private static async Task SweepAsync(CancellationToken cancel)
    {
        foreach (var folder in Directory.EnumerateDirectories("/var/tmp", $"phoenix-{Prefix}*"))
        {
            var name = Path.GetFileName(folder)["phoenix-".Length..];
            if (!Directory.Exists("/proc/" + name.Split('-')[1]))
            {
                await new LabController(new LabOptions { State = folder }).DownAsync(LabName.Parse(name), cancel);
                Directory.Delete(folder, recursive: true);
            }
        }
    }

    private static IPEndPoint FreePort()
    {
        using var trial = new System.Net.Sockets.TcpListener(IPAddress.Loopback, 0);
        trial.Start();
        return (IPEndPoint)trial.LocalEndpoint;
    }
}
