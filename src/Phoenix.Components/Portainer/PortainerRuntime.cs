using Phoenix.Components.Programs;
using Phoenix.Topology;

namespace Phoenix.Components.Portainer;

/// <summary>How Portainer's server or agent runs in a guest.</summary>
public abstract record PortainerRuntime
{
    private PortainerRuntime() { }

    /// <summary>What a person reads in a unit or a plan.</summary>
    public abstract string Description { get; }

    /// <summary>A program under systemd: in the lab the stand-in.</summary>
    public sealed record AsProgram(Program Program) : PortainerRuntime
    {
        /// <inheritdoc />
        public override string Description => $"{Program.Name} {Program.Version}, {Program.Source}";
    }

    /// <summary>The official image under Docker.</summary>
    public sealed record AsContainer(string Image) : PortainerRuntime
    {
        /// <inheritdoc />
        public override string Description => Image;
    }

    /// <summary>The server's name among programs.</summary>
    public const string Server = "portainer";

    /// <summary>The agent's name among programs.</summary>
    public const string Agent = "portainer-agent";

    /// <summary>The official images, pinned to one release: server and agent must be of one version.</summary>
    public static string ImageOf(string name) => (name == Server ? "portainer/portainer-ce" : "portainer/agent") + ":2.39.0";

    /// <summary>
    /// The line of a unit that brings the image before its start: the start then lasts as long as the pull (within <c>TimeoutStartSec</c>), and fails with it,
    /// instead of having begun while nothing listens yet. <c>$$</c> is a dollar sign for systemd.
    /// </summary>
    internal static string PullBefore(string image) =>
        $"""ExecStartPre=/bin/sh -c 'docker image inspect --format . "$$1" >/dev/null 2>&1 || exec docker pull --quiet "$$1"' pull {image}""";

    /// <summary>The runtime that will be used, decided without long work: in the lab a program, on Proxmox the official image. Production never takes a stand-in.</summary>
    public static async Task<PortainerRuntime> ChooseAsync(
        Platform platform,
        IProgramCatalog programs,
        string name,
        CancellationToken cancel
    ) => platform.Hypervisor is Hypervisor.Lab ? new AsProgram(await programs.ChooseAsync(name, cancel)) : new AsContainer(ImageOf(name));

    /// <summary>As <see cref="ChooseAsync"/>, with the program obtained.</summary>
    public static async Task<PortainerRuntime> ObtainAsync(
        Platform platform,
        IProgramCatalog programs,
        string name,
        CancellationToken cancel
    ) => platform.Hypervisor is Hypervisor.Lab ? new AsProgram(await programs.ObtainAsync(name, cancel)) : new AsContainer(ImageOf(name));
}
