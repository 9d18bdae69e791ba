using System.Diagnostics;
using System.Text;
using Phoenix.Components.Systems;
using Phoenix.Proxmox;
using Phoenix.Testing;

namespace Phoenix.Components.Tests.Systems;

/// <summary>
/// A copy of this machine that is thrown away: an overlay over its root, entered by chroot in namespaces of its own. systemctl is a
/// script that keeps its units in <c>/units</c> and the calls that change them in <c>/systemctl.log</c>; everything else is real.
/// </summary>
internal sealed class ThrowawaySystem : IShell, IDisposable
{
    private const string Enter = """
        base=$1 && shift
        mount -t overlay phoenix-test -o "lowerdir=/,upperdir=$base/upper,workdir=$base/work" "$base/root" &&
            mount -t proc proc "$base/root/proc" && mount --rbind /dev "$base/root/dev" && chroot "$base/root" "$@"
        """;

    private const string Systemctl = """
        #!/bin/sh
        case $1 in show | is-active | status) ;; *) echo "$*" >>/systemctl.log ;; esac
        mkdir -p /units
        verb=$1 && shift
        for last; do :; done
        case $verb in
            show)
                for unit; do
                    case $unit in --*) continue ;; esac
                    active=inactive && [ ! -e "/units/$unit.active" ] || active=active
                    file=disabled && [ ! -e "/units/$unit.enabled" ] || file=enabled
                    [ ! -e "/units/$unit.masked" ] || file=masked
                    printf 'LoadState=loaded\nActiveState=%s\nSubState=x\nUnitFileState=%s\nNeedDaemonReload=no\n\n' "$active" "$file"
                done
                ;;
            is-active)
                [ -e "/units/$last.active" ] || { echo inactive && exit 3; }
                echo active
                ;;
            start | restart | reload-or-restart)
                [ ! -e /units/kill ] || { rm /units/kill && kill -9 "$PPID"; }
                [ ! -e "/units/$last.broken" ] || { echo "Job for $last failed." >&2 && exit 1; }
                [ -e "/units/$last.short-lived" ] || : >"/units/$last.active"
                ;;
            status) echo "$last failed" ;;
            stop) rm -f "/units/$last.active" ;;
            enable) : >"/units/$last.enabled" ;;
            disable) rm -f "/units/$last.enabled" "/units/$last.active" ;;
            mask) : >"/units/$last.masked" ;;
            unmask) rm -f "/units/$last.masked" ;;
        esac
        """;

    // On a file system of its own: an overlay's upper directory may not lie inside its lower one.
    private readonly string _base = NewBase();

    public ThrowawaySystem()
    {
        SkipUnless.Root();
        SkipUnless.Program("unshare");
        foreach (var part in new[] { "upper", "work", "root" })
        {
            Directory.CreateDirectory(Path.Combine(_base, part));
        }

        Write("/usr/bin/systemctl", Systemctl, executable: true);
        Write("/usr/bin/journalctl", "#!/bin/sh\necho 'journal of the unit'\n", executable: true);
    }

    public string Name => "a throw-away system";

    public List<ShellCommand> Commands { get; } = [];

    /// <summary>Everything that went in and came out.</summary>
    public List<string> Traffic { get; } = [];

    public string SystemctlLog => File.Exists(Upper("/systemctl.log")) ? File.ReadAllText(Upper("/systemctl.log")) : "";

    /// <summary>The path on this machine of what was written in the system.</summary>
    public string Upper(string path) => _base + "/upper" + path;

    /// <summary>Every file written in the system with its time; the stand-in's own log apart.</summary>
    public IReadOnlyList<string> Written() =>
        [
            .. Directory
                .EnumerateFiles(Upper(""), "*", SearchOption.AllDirectories)
                .Where(path => !path.EndsWith("/systemctl.log", StringComparison.Ordinal))
                .Select(path => $"{path} {File.GetLastWriteTimeUtc(path):O}")
                .Order(),
        ];

    public void Write(string path, string text, bool executable = false)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Upper(path))!);
        // What was removed in the system is a device here, the overlay's sign for it.
        File.Delete(Upper(path));
        File.WriteAllText(Upper(path), text);
        if (executable)
        {
            File.SetUnixFileMode(Upper(path), (UnixFileMode)0b111_101_101);
        }
    }

    public async Task<string> ShAsync(string script) =>
        (await RunAsync(ShellCommand.Of("/bin/sh", "-c", script), TestContext.Current.CancellationToken)).Text;

    public Task<SystemState> ObserveAsync(SystemSpec spec) =>
        SystemObserver.ObserveAsync(this, spec, TestContext.Current.CancellationToken);

    public async Task ConvergeAsync(SystemSpec spec) =>
        await new SystemApplier(this, new StreamedDelivery()).ApplyAsync(
            spec,
            SystemDiff.Between(spec, await ObserveAsync(spec)),
            new Progress<string>(),
            TestContext.Current.CancellationToken
        );

    public async Task<SystemDiff> DiffAsync(SystemSpec spec) => SystemDiff.Between(spec, await ObserveAsync(spec));

    public async Task<ShellResult> RunAsync(ShellCommand command, CancellationToken cancel)
    {
        Commands.Add(command);
        var start = new ProcessStartInfo("unshare")
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        string[] arguments =
        [
            "--mount",
            "--pid",
            "--fork",
            "--kill-child",
            "--propagation",
            "private",
            "/bin/sh",
            "-c",
            Enter,
            "sh",
            _base,
            .. command.Arguments,
        ];
        foreach (var argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        using var process = Process.Start(start)!;
        var output = new MemoryStream();
        var copying = process.StandardOutput.BaseStream.CopyToAsync(output, cancel);
        var error = process.StandardError.ReadToEndAsync(cancel);
        try
        {
            await process.StandardInput.BaseStream.WriteAsync(command.Input, cancel);
            process.StandardInput.Close();
        }
        catch (IOException)
        {
            // The command ended without reading everything.
        }

        await Task.WhenAll(copying, error, process.WaitForExitAsync(cancel));
        Traffic.Add(Encoding.UTF8.GetString(command.Input.Span) + Encoding.UTF8.GetString(output.ToArray()));
        return new ShellResult(process.ExitCode, output.ToArray(), await error);
    }

    public void Dispose() => Directory.Delete(_base, recursive: true);

    private static string NewBase() => Path.Combine("/dev/shm", $"phoenix-test-{Guid.NewGuid():N}");
}
