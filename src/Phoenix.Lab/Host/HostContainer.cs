using System.Collections.Immutable;
using System.Globalization;
using Phoenix.Lab.Daemon;
using Phoenix.Lab.Images;
using Phoenix.Lab.Network;
using Phoenix.Lab.Runtime;

namespace Phoenix.Lab.Host;

/// <summary>The lab's host: a system container that shares the lab's network, so that dnsmasq, timers and /etc of "the host" are real and the machine's own are never touched.</summary>
internal sealed class HostContainer(LabName lab, LabDirectories directories, LabNetwork network, BaseImages images) : IDisposable
{
    /// <summary>Its name in LXC, and the node's.</summary>
    public const string Name = "pve";

    private const UnixFileMode Readable = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.OtherRead;
    private readonly LayerStore _layers = new(directories);
    private readonly LxcCommands _lxc = new(lab, directories, network);

    /// <summary>Makes the host and starts it, unless it runs.</summary>
    public async Task EnsureAsync(LabNetworkPlan plan, IProgress<string>? progress, CancellationToken cancel)
    {
        Directory.CreateDirectory(directories.HostRun);
        Directory.CreateDirectory(directories.PlatformState, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        Directory.CreateDirectory(Path.Combine(directories.Storage, "snippets"));
        if (await _lxc.ProcessIdAsync(Name, cancel) is not null)
        {
            return;
        }

        await _layers.CreateAsync(Name, await images.EnsureAsync(BaseImages.Debian, progress, cancel), shift: 0, cancel);
        var point = await _layers.MountAsync(Name, cancel);
        using (var root = await _layers.FilesAsync(Name, cancel))
        {
            Write(root, plan);
        }

        var container = new LxcContainer
        {
            Name = Name,
            HostName = Name,
            RootFileSystem = point,
            ControlGroup = lab.ControlGroup,
            LogDirectory = Path.Combine(directories.Lxc, Name),
            Trusted = true,
            // /run is mounted here and not by systemd, which would cover the directory in it.
            Mounts =
            [
                "tmpfs run tmpfs rw,nosuid,nodev,mode=755,create=dir 0 0",
                string.Create(CultureInfo.InvariantCulture, $"{directories.HostRun} {LabHost.RunDirectory} none bind,create=dir 0 0"),
                $"{directories.Storage} var/lib/vz none bind,create=dir 0 0",
                $"{directories.PlatformState} {LabHost.StateOf(lab)} none bind,create=dir 0 0",
            ],
        };
        await _lxc.ConfigureAsync(Name, LxcConfig.Render(container, ControlGroups.Detect()), cancel);
        await _lxc.StartAsync(Name, cancel);
    }

    /// <summary>A command in the host.</summary>
    public MachineCommand Attach(ImmutableArray<string> command) => _lxc.Attach(Name, command);

    /// <inheritdoc />
    public void Dispose() => _layers.Dispose();

    private static void Write(RootedFiles root, LabNetworkPlan plan)
    {
        root.Replace("/etc/hostname", Name + "\n", Readable);
        root.Replace("/etc/hosts", $"127.0.0.1 localhost\n{plan.Host} {Name}\n::1 localhost ip6-localhost ip6-loopback\n", Readable);
        root.Replace("/etc/resolv.conf", GuestFiles.Resolvers(MachineResolvers.Read(), search: null), Readable);
        root.Link("/usr/sbin/pct", $"/{LabHost.RunDirectory}/bin/pct");
        root.Link(LabHost.Binary, $"/{LabHost.RunDirectory}/bin/phoenix");
    }
}
