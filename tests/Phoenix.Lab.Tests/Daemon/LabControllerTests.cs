using System.Net;
using System.Text.Json;
using Phoenix.Lab.Daemon;
using Phoenix.Lab.Network;
using Phoenix.Lab.Runtime;
using Phoenix.Testing;
using Phoenix.Topology;

namespace Phoenix.Lab.Tests.Daemon;

/// <summary>What is known of labs from what lies in the state directory.</summary>
public sealed class LabControllerTests : IDisposable
{
    private readonly DirectoryInfo _state = Directory.CreateTempSubdirectory("phoenix-labs-");
    private readonly LabController _controller;

    public LabControllerTests() => _controller = new LabController(new LabOptions { State = _state.FullName });

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose() => _state.Delete(recursive: true);

    [Fact]
    public async Task Settings_are_read_as_they_were_written()
    {
        var settings = new LabSettings(LabName.Parse("home")) { Node = "pve7", Publish = new IPEndPoint(IPAddress.Loopback, 9443) };
        LabRecordFile.Write(Directories("home"), settings);

        (await _controller.FindAsync(settings.Name, Cancel)).ShouldBe(settings);
    }

    [Theory]
    [InlineData("")]
    [InlineData("{\"name\": \"home\", \"node")]
    [InlineData("{\"name\": \"home\"}")]
    [InlineData(
        "{\"name\": \"home\", \"node\": \"pve\", \"bridge\": \"vmbr0\", \"subnet\": \"10.0.0\", \"host\": \"10.0.0.1\", \"gateway\": \"10.0.0.1\"}"
    )]
    public async Task Lab_whose_settings_cannot_be_read_is_a_crashed_one_and_hides_no_other(string record)
    {
        Write("home", record);
        LabRecordFile.Write(Directories("other"), new LabSettings(LabName.Parse("other")));
        Directory.CreateDirectory(Path.Combine(LabDirectories.AllLabs(_state.FullName), "lost+found"));
        Directory.CreateDirectory(Path.Combine(LabDirectories.AllLabs(_state.FullName), "half-made"));

        var labs = await _controller.ListAsync(Cancel);

        labs.Select(lab => (lab.Settings.Name.Value, lab.IsUnreadable, lab.Running))
            .ShouldBe([("home", true, false), ("other", false, false)]);
        (await _controller.FindAsync(LabName.Parse("home"), Cancel)).ShouldBeNull();
    }

    [Fact]
    public async Task Api_of_a_daemon_that_was_killed_is_not_told()
    {
        var directories = Directories("home");
        var access = new LabApiAccess("https://127.0.0.1:1", "root@pam!phoenix", "s", "AB", "pve");
        Directory.CreateDirectory(directories.Root);
        await File.WriteAllTextAsync(directories.ApiAccess, JsonSerializer.Serialize(access, LabJson.Default.LabApiAccess), Cancel);

        (await Should.ThrowAsync<PhoenixException>(_controller.ApiAsync(LabName.Parse("home"), Cancel))).Code.ShouldBe(LabErrors.NotFound);

        using var life = await new DaemonProcess(new LabOptions { State = _state.FullName }, directories).BeginAsync(Cancel);
        (await _controller.ApiAsync(LabName.Parse("home"), Cancel)).ShouldBe(access);
    }

    [Fact]
    public async Task Shell_of_a_lab_that_is_not_up_is_refused_in_words() =>
        (await Should.ThrowAsync<PhoenixException>(_controller.EnsureRunsAsync(LabName.Parse("home"), vmid: null, Cancel))).Code.ShouldBe(
            LabErrors.NotFound
        );

    [Fact]
    public async Task Up_with_another_subnet_loses_nothing_without_leave()
    {
        SkipUnless.Root();
        var settings = new LabSettings(LabName.Parse($"test-{Environment.ProcessId}-kept"));
        var directories = Directories(settings.Name.Value);
        LabRecordFile.Write(directories, settings);
        var wanted = settings with { Network = settings.Network with { Subnet = IPNetwork.Parse("10.1.0.0/24") } };

        var failure = await Should.ThrowAsync<PhoenixException>(_controller.UpAsync(wanted, progress: null, Cancel));

        failure.Code.ShouldBe(LabErrors.WouldBeMadeAnew);
        failure.Remote.ShouldBe("subnet 10.0.0.0/24 would be 10.1.0.0/24");
        LabRecordFile.Read(directories).ShouldBe(settings);
    }

    [Fact]
    public async Task Up_over_settings_that_cannot_be_read_loses_nothing_without_leave()
    {
        SkipUnless.Root();
        var settings = new LabSettings(LabName.Parse($"test-{Environment.ProcessId}-torn"));
        Write(settings.Name.Value, "");

        (await Should.ThrowAsync<PhoenixException>(_controller.UpAsync(settings, progress: null, Cancel))).Code.ShouldBe(
            LabErrors.WouldBeMadeAnew
        );
    }

    private LabDirectories Directories(string lab) => new(_state.FullName, LabName.Parse(lab));

    private void Write(string lab, string record)
    {
        Directory.CreateDirectory(Directories(lab).Root);
        File.WriteAllText(Directories(lab).Record, record);
    }
}
