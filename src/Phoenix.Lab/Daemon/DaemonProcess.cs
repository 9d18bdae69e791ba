using System.Globalization;
using Phoenix.Lab.Api;
using Phoenix.Lab.Host;
using Phoenix.Lab.Runtime;
using Phoenix.Topology;

namespace Phoenix.Lab.Daemon;

/// <summary>The lab's daemon as others see it: whether it lives, started in a session of its own, and ended.</summary>
internal sealed class DaemonProcess(LabOptions options, LabDirectories directories)
{
    private const int Terminate = 15;
    private const int KillNow = 9;
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan StartPatience = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan EndPatience = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan BirthPatience = TimeSpan.FromSeconds(1);

    /// <summary>The file whose lock the daemon holds for life. A process id alone could be another process's by now.</summary>
    public string LockFile => directories.DaemonPid + ".lock";

    /// <summary>The file that exists while the daemon serves.</summary>
    public string ReadyFile => directories.DaemonPid + ".ready";

    /// <summary>Whether a daemon lives.</summary>
    public bool Lives => FileLock.IsHeld(LockFile);

    /// <summary>Makes the calling process the daemon until the result is disposed. Waits a moment: those who look whether a daemon lives hold the lock, too.</summary>
    /// <exception cref="PhoenixException">PHX6011: there is one already.</exception>
    public async Task<IDisposable> BeginAsync(CancellationToken cancel)
    {
        var begun = options.Time.GetTimestamp();
        FileStream? held;
        while ((held = TryHold()) is null)
        {
            if (options.Time.GetElapsedTime(begun) > BirthPatience)
            {
                throw new PhoenixException(LabErrors.DaemonFailed, $"the lab \"{directories.Lab}\" has a daemon already");
            }

            await Task.Delay(Pause, options.Time, cancel);
        }

        File.Delete(ReadyFile);
        AtomicFile.Write(directories.DaemonPid, Environment.ProcessId.ToString(CultureInfo.InvariantCulture));
        return new Life(this, held);
    }

    /// <summary>Starts the daemon unless it lives, and waits until it serves.</summary>
    /// <exception cref="PhoenixException">PHX6011 with the end of its log.</exception>
    public async Task EnsureAsync(CancellationToken cancel)
    {
        if (!Lives)
        {
            Forget();
            // The shell only directs the streams: the daemon must not hold its starter's.
            string[] start =
            [
                "setsid",
                "--fork",
                "sh",
                "-c",
                "log=$1; shift; exec \"$@\" >>\"$log\" 2>&1 </dev/null",
                "sh",
                directories.DaemonLog,
                .. options.Serve,
                directories.Lab.Value,
            ];
            var variables = new[] { $"PHOENIX_STATE={options.State}", $"PHOENIX_CACHE={options.Cache}" };
            await Machine.MustAsync(new MachineCommand(["env", .. variables, .. start]), "the lab's daemon", cancel);
        }

        var begun = options.Time.GetTimestamp();
        while (!File.Exists(ReadyFile) || !Lives)
        {
            var waited = options.Time.GetElapsedTime(begun);
            if (waited > StartPatience || (waited > EndPatience && !Lives))
            {
                throw await FailureAsync("is not ready", cancel);
            }

            await Task.Delay(Pause, options.Time, cancel);
        }
    }

    /// <summary>Ends the daemon, kindly at first. Gone already is success.</summary>
    /// <exception cref="PhoenixException">PHX6011: it lives and cannot be found or ended.</exception>
    public async Task EndAsync(CancellationToken cancel)
    {
        var begun = options.Time.GetTimestamp();
        while (Lives)
        {
            var waited = options.Time.GetElapsedTime(begun);
            if (waited > StartPatience)
            {
                throw await FailureAsync("does not end", cancel);
            }

            // None yet: it is just being born.
            if (ProcessId() is { } process)
            {
                _ = Libc.Kill(process, waited > EndPatience ? KillNow : Terminate);
            }

            await Task.Delay(Pause * 2, options.Time, cancel);
        }

        Forget();
    }

    private FileStream? TryHold()
    {
        try
        {
            return new FileStream(LockFile, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException held) when (held is not DirectoryNotFoundException)
        {
            return null;
        }
    }

    // The file of a daemon that was killed stays, and its number may be another process's by now.
    private int? ProcessId() =>
        int.TryParse(AtomicFile.Read(directories.DaemonPid), CultureInfo.InvariantCulture, out var process)
        && CommandLineOf(process) is [.., "lab", "serve", var lab]
        && lab == directories.Lab.Value
            ? process
            : null;

    private static string[] CommandLineOf(int process)
    {
        try
        {
            return File.ReadAllText($"/proc/{process.ToString(CultureInfo.InvariantCulture)}/cmdline").TrimEnd('\0').Split('\0');
        }
        catch (IOException)
        {
            return []; // gone
        }
    }

    private void Forget()
    {
        if (Directory.Exists(directories.Root))
        {
            File.Delete(ReadyFile);
            File.Delete(directories.DaemonPid);
        }
    }

    private async Task<PhoenixException> FailureAsync(string what, CancellationToken cancel) =>
        new(LabErrors.DaemonFailed, $"the daemon of the lab \"{directories.Lab}\" {what}")
        {
            Remote = File.Exists(directories.DaemonLog)
                ? string.Join('\n', (await File.ReadAllLinesAsync(directories.DaemonLog, cancel)).TakeLast(12))
                : null,
            Help = "See " + directories.DaemonLog,
        };

    private sealed class Life(DaemonProcess daemon, FileStream held) : IDisposable
    {
        public void Dispose()
        {
            daemon.Forget();
            held.Dispose();
        }
    }
}
