using System.Diagnostics;
using System.Globalization;
using Phoenix.Lab.Daemon;
using Phoenix.Lab.Network;
using Phoenix.Lab.Runtime;
using Phoenix.Topology;

namespace Phoenix.Lab.Tests.Daemon;

/// <summary>Whether a daemon lives is known by a lock, and only the daemon's own process is ever signalled.</summary>
public sealed class DaemonProcessTests : IDisposable
{
    private readonly DirectoryInfo _state = Directory.CreateTempSubdirectory("phoenix-daemon-");
    private readonly LabDirectories _directories;
    private readonly DaemonProcess _daemon;

    public DaemonProcessTests()
    {
        _directories = new LabDirectories(_state.FullName, LabName.Parse("home"));
        Directory.CreateDirectory(_directories.Root);
        _daemon = new DaemonProcess(new LabOptions { State = _state.FullName }, _directories);
    }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose() => _state.Delete(recursive: true);

    [Fact]
    public async Task Daemon_lives_from_its_beginning_to_its_end_and_leaves_no_files_that_say_otherwise()
    {
        _daemon.Lives.ShouldBeFalse();

        using (await _daemon.BeginAsync(Cancel))
        {
            _daemon.Lives.ShouldBeTrue();
            (await File.ReadAllTextAsync(_directories.DaemonPid, Cancel)).ShouldBe($"{Environment.ProcessId}");
            await File.WriteAllTextAsync(_daemon.ReadyFile, "", Cancel);
        }

        _daemon.Lives.ShouldBeFalse();
        (File.Exists(_daemon.ReadyFile), File.Exists(_directories.DaemonPid)).ShouldBe((false, false));
    }

    [Fact]
    public async Task Those_who_look_are_no_daemon_to_each_other()
    {
        (await _daemon.BeginAsync(Cancel)).Dispose();
        using var other = new FileStream(_daemon.LockFile, FileMode.Open, FileAccess.Read, FileShare.Read);

        _daemon.Lives.ShouldBeFalse();
    }

    [Fact]
    public async Task Daemon_begins_although_somebody_looks_at_that_moment()
    {
        (await _daemon.BeginAsync(Cancel)).Dispose();
        var look = new FileStream(_daemon.LockFile, FileMode.Open, FileAccess.Read, FileShare.Read);

        var begin = _daemon.BeginAsync(Cancel);
        await Task.Delay(100, Cancel);
        await look.DisposeAsync();

        using var life = await begin;
        _daemon.Lives.ShouldBeTrue();
    }

    [Fact]
    public async Task Second_daemon_of_a_lab_is_refused()
    {
        using var life = await _daemon.BeginAsync(Cancel);

        (await Should.ThrowAsync<PhoenixException>(_daemon.BeginAsync(Cancel))).Code.ShouldBe(LabErrors.DaemonFailed);
    }

    [Theory]
    [InlineData("")]
    [InlineData("half")]
    [InlineData(null)]
    public async Task Daemon_without_a_process_id_is_waited_for(string? text)
    {
        var life = await _daemon.BeginAsync(Cancel);
        File.Delete(_directories.DaemonPid);
        if (text is not null)
        {
            await File.WriteAllTextAsync(_directories.DaemonPid, text, Cancel);
        }

        var end = _daemon.EndAsync(Cancel);
        await Task.Delay(100, Cancel);
        end.IsCompleted.ShouldBeFalse();
        life.Dispose();

        await end;
    }

    [Fact]
    public async Task Process_that_has_a_dead_daemons_number_is_left_alone()
    {
        using var stranger = Process.Start(new ProcessStartInfo("sleep", ["60"]))!;
        try
        {
            var life = await _daemon.BeginAsync(Cancel);
            await File.WriteAllTextAsync(_directories.DaemonPid, stranger.Id.ToString(CultureInfo.InvariantCulture), Cancel);

            var end = _daemon.EndAsync(Cancel);
            await Task.Delay(200, Cancel);
            life.Dispose();
            await end;

            stranger.HasExited.ShouldBeFalse();
        }
        finally
        {
            stranger.Kill();
        }
    }

    [Fact]
    public async Task Daemon_is_known_by_its_command_line_and_ended()
    {
        // Holds the lock and is called as the daemon is.
        using var held = Process.Start(
            new ProcessStartInfo("flock", [_daemon.LockFile, "sh", "-c", "echo $$ > \"$0\"; exec sleep 60", _directories.DaemonPid])
        )!;
        using var daemon = Process.Start(new ProcessStartInfo("sh", ["-c", "while :; do sleep 1; done", "lab", "serve", "home"]))!;
        while (!_daemon.Lives || !File.Exists(_directories.DaemonPid))
        {
            await Task.Delay(20, Cancel);
        }

        await File.WriteAllTextAsync(_directories.DaemonPid, daemon.Id.ToString(CultureInfo.InvariantCulture), Cancel);
        var end = _daemon.EndAsync(Cancel);
        await daemon.WaitForExitAsync(Cancel).WaitAsync(TimeSpan.FromSeconds(10), Cancel);
        held.Kill(entireProcessTree: true);

        await end;
        File.Exists(_directories.DaemonPid).ShouldBeFalse();
    }
}
