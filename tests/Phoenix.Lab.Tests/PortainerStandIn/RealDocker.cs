using System.Diagnostics;
using Phoenix.Lab.PortainerStandIn.Compose;
using Phoenix.Testing;

namespace Phoenix.Lab.Tests.PortainerStandIn;

/// <summary>A real Docker engine in a network namespace and directories of its own, so that nothing of the machine is touched; and a root file system with perl to build from.</summary>
internal sealed class RealDocker : IAsyncDisposable
{
    private readonly DirectoryInfo folder;
    private readonly Process process;

    private RealDocker(DirectoryInfo folder, Process process) => (this.folder, this.process) = (folder, process);

    public string Socket => Path.Combine(folder.FullName, "docker.sock");

    public string BaseArchive => Path.Combine(folder.FullName, "base.tar");

    /// <summary>Starts the engine; skips the test where it cannot run.</summary>
    public static async Task<RealDocker> StartAsync()
    {
        SkipUnless.Root();
        var dockerd = SkipUnless.Program("dockerd");
        SkipUnless.Program("unshare");
        Assert.SkipUnless(File.Exists(ComposeProgram.DebianPath), "needs docker compose v2 as Debian installs it");
        var at = Directory.CreateTempSubdirectory("phx-dockerd-");
        await PackPerlAsync(Path.Combine(at.FullName, "base.tar"));
        var start = new ProcessStartInfo(
            "unshare",
            [
                "--net",
                "--",
                "sh",
                "-c",
                "ip link set lo up && exec \"$@\"",
                "sh",
                dockerd,
                "--data-root",
                Path.Combine(at.FullName, "data"),
                "--exec-root",
                Path.Combine(at.FullName, "exec"),
                "--pidfile",
                Path.Combine(at.FullName, "pid"),
                "--host",
                "unix://" + Path.Combine(at.FullName, "docker.sock"),
                "--iptables=false",
                "--ip-forward=false",
                "--ip-masq=false",
            ]
        )
        {
            UseShellExecute = false,
            RedirectStandardError = true,
            RedirectStandardOutput = true,
        };
        var docker = new RealDocker(at, Process.Start(start)!);
        docker.process.OutputDataReceived += (_, _) => { };
        docker.process.ErrorDataReceived += (_, line) => docker.Log += line.Data + "\n";
        docker.process.BeginErrorReadLine();
        docker.process.BeginOutputReadLine();
        await docker.AwaitSocketAsync();
        return docker;
    }

    public string Log { get; private set; } = "";

    public async ValueTask DisposeAsync()
    {
        if (!process.HasExited)
        {
            // The engine ends its containers and its containerd on the way out.
            using var stop = Process.Start("kill", ["-TERM", $"{process.Id}"]);
            await stop.WaitForExitAsync();
            await process.WaitForExitAsync();
        }

        process.Dispose();
        folder.Delete(recursive: true);
    }

    private async Task AwaitSocketAsync()
    {
        var until = DateTime.UtcNow.AddSeconds(60);
        while (!File.Exists(Socket))
        {
            if (process.HasExited || DateTime.UtcNow > until)
            {
                Assert.Fail($"dockerd does not start:\n{Log}");
            }

            await Task.Delay(200);
        }
    }

    // perl-base and what it is linked with, which is all that the sample stack needs of Debian's base.
    private static async Task PackPerlAsync(string archive)
    {
        const string script = """
            cd / && tar --create --dereference --file "$0" etc/passwd etc/group usr/bin/perl \
              $(ldd /usr/bin/perl | grep -o '/[^ ]*' | sort -u | cut -c2-) $(dpkg --listfiles perl-base | grep '/perl-base/.*\.' | cut -c2-)
            """;
        using var tar = Process.Start(new ProcessStartInfo("sh", ["-c", script, archive]) { UseShellExecute = false })!;
        await tar.WaitForExitAsync();
        tar.ExitCode.ShouldBe(0);
    }
}
