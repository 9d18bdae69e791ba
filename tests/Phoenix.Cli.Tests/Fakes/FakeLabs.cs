using System.Collections.Immutable;
using Phoenix.Cli.Sessions;
using Phoenix.Engine;
using Phoenix.Proxmox;
using Phoenix.Topology;

namespace Phoenix.Cli.Tests;

/// <summary>Labs that only record what they are asked.</summary>
internal sealed class FakeLabs : ILabs
{
    public List<string> Asked { get; } = [];

    public ImmutableArray<LabSummary> Known { get; set; } = [];

    public Task<ImmutableArray<LabSummary>> ListAsync(CancellationToken cancel) => Task.FromResult(Known);

    public ImmutableArray<FieldDiff> Losses { get; set; } = [];

    /// <summary>Called while the labs are asked for something.</summary>
    public Action Meanwhile { get; set; } = static () => { };

    public Task<ImmutableArray<FieldDiff>> LossesAsync(PlatformRequest request, CancellationToken cancel) => Task.FromResult(Losses);

    public Task UpAsync(PlatformRequest request, bool mayBeMadeAnew, IProgress<string> progress, CancellationToken cancel)
    {
        progress.Report("making the bridge");
        return Ask($"{(mayBeMadeAnew ? "replace" : "up")} {request.Platform.Name} {request.Publish}");
    }

    public Task DownAsync(string name, IProgress<string> progress, CancellationToken cancel) => Ask($"down {name}");

    public Task ResetAsync(string name, IProgress<string> progress, CancellationToken cancel) => Ask($"reset {name}");

    public async Task<int> ShellAsync(string name, string? guest, CancellationToken cancel)
    {
        await Ask($"shell {name} {guest}");
        return 7;
    }

    public async Task<ShellResult> ExecAsync(string name, ShellCommand command, CancellationToken cancel)
    {
        await Ask($"exec {name} {string.Join(' ', command.Arguments)}");
        return new ShellResult(3, "timers\n"u8.ToArray(), "");
    }

    public Task<LabApiAccess> ApiAsync(string name, CancellationToken cancel) =>
        Task.FromResult(new LabApiAccess(new Uri("https://127.0.0.1:18006/"), "root@pam!phoenix", new Secret("5f1c"), "AB:CD", "pve"));

    public async Task<int> ServeAsync(string name, CancellationToken cancel)
    {
        await Ask($"serve {name}");
        return 0;
    }

    private Task Ask(string what)
    {
        Asked.Add(what);
        Meanwhile();
        return Task.CompletedTask;
    }
}
