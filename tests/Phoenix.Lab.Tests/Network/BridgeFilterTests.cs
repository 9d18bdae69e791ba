using Phoenix.Lab.Network;

namespace Phoenix.Lab.Tests.Network;

public sealed class BridgeFilterTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("phoenix-bridge-");

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private string Settings => Path.Combine(_folder.FullName, "bridge");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task Module_that_is_loaded_for_the_lab_changes_nothing_for_the_machines_bridges()
    {
        await BridgeFilter.EnsureAsync(Settings, Load, Cancel);

        Directory.GetFiles(Settings).Select(File.ReadAllText).ShouldBe(["0", "0", "0"]);
    }

    [Fact]
    public async Task Module_that_was_there_is_left_as_it_is()
    {
        await Load(Cancel);

        await BridgeFilter.EnsureAsync(Settings, _ => throw new InvalidOperationException("loaded twice"), Cancel);

        Directory.GetFiles(Settings).Select(File.ReadAllText).ShouldBe(["1", "1", "1"]);
    }

    [Fact]
    public async Task Kernel_without_the_module_is_no_error_yet() =>
        await BridgeFilter.EnsureAsync(Settings, _ => Task.CompletedTask, Cancel);

    private Task Load(CancellationToken cancel)
    {
        Directory.CreateDirectory(Settings);
        foreach (var name in new[] { "bridge-nf-call-iptables", "bridge-nf-call-ip6tables", "bridge-nf-call-arptables" })
        {
            File.WriteAllText(Path.Combine(Settings, name), "1");
        }

        return Task.CompletedTask;
    }
}
