using System.Globalization;
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

    /// <summary>The file whose lock the daemon holds for life. A process id alone could be another process's by now.</summary>
    public string LockFile => directories.DaemonPid + ".lock";

    /// <summary>The file that exists while the daemon serves.</summary>
    public string ReadyFile => directories.DaemonPid + ".ready";

    /// <summary>Whether a daemon lives.</summary>
    public bool Lives
    {
        get
        {
            if (!File.Exists(LockFile))
            {
                return false;
            }

            try
            {
                using var free = new FileStream(LockFile, FileMode.Open, FileAccess.ReadWrite, FileShare.None);
                return false;
            }
            catch (IOException)
            {
                return true;
            }
        }
    }

    /// <summary>Starts the daemon unless it lives, and waits until it serves.</summary>
    /// <exception cref="PhoenixException">PHX6011 with the end of its log.</exception>
    public async Task EnsureAsync(string lab, CancellationToken cancel)
    {
        if (!Lives)
        {
            File.Delete(ReadyFile);
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
                lab,
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
                throw new PhoenixException(LabErrors.DaemonFailed, $"the daemon of the lab \"{lab}\" is not ready")
                {
                    Remote = await LogAsync(cancel),
                    Help = "See " + directories.DaemonLog,
                };
            }

            await Task.Delay(Pause, options.Time, cancel);
        }
    }

    /// <summary>Ends the daemon, kindly at first. Gone already is success.</summary>
    public async Task EndAsync(CancellationToken cancel)
    {
        var begun = options.Time.GetTimestamp();
        while (Lives)
        {
            if (!File.Exists(directories.DaemonPid))
            {
                return; // it is just being born or has just died
            }

            var process = int.Parse(await File.ReadAllTextAsync(directories.DaemonPid, cancel), CultureInfo.InvariantCulture);
            _ = Libc.Kill(process, options.Time.GetElapsedTime(begun) > EndPatience ? KillNow : Terminate);
            await Task.Delay(Pause * 2, options.Time, cancel);
        }
    }

    private async Task<string?> LogAsync(CancellationToken cancel) =>
        File.Exists(directories.DaemonLog)
            ? string.Join('\n', (await File.ReadAllLinesAsync(directories.DaemonLog, cancel)).TakeLast(12))
            : null;
}
