using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Phoenix.Proxmox.Ssh;
using Phoenix.Testing;

namespace Phoenix.Proxmox.Tests.Shells;

/// <summary>Debian's own sshd on a loopback port, with keys and a home of its own: nobody's start-up files are run.</summary>
internal sealed class LoopbackSshd : IAsyncDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("phoenix-sshd-");
    private readonly Process server;

    private LoopbackSshd(string program)
    {
        Port = FreePort();
        Run("ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", In("host"));
        Run("ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", In("user"));
        File.Copy(In("user.pub"), In("authorized"));
        File.WriteAllText(In("known"), $"[127.0.0.1]:{Port} {string.Join(' ', File.ReadAllText(In("host.pub")).Split(' ').Take(2))}\n");
        File.WriteAllText(
            In("config"),
            $"""
            Port {Port}
            ListenAddress 127.0.0.1
            HostKey {In("host")}
            AuthorizedKeysFile {In("authorized")}
            PidFile {In("pid")}
            PermitRootLogin prohibit-password
            StrictModes no
            UsePAM no
            PasswordAuthentication no
            SetEnv HOME={folder.FullName}
            """
        );
        server = Process.Start(
            new ProcessStartInfo(program, ["-D", "-e", "-f", In("config")]) { RedirectStandardError = true, UseShellExecute = false }
        )!;
        _ = server.StandardError.ReadToEndAsync();
    }

    public int Port { get; }

    public SshTarget Target =>
        new("127.0.0.1")
        {
            Port = Port,
            User = Environment.UserName,
            KeyFiles = [In("user")],
            KnownHosts = [In("known")],
        };

    /// <summary>A running server; skips the test where there is no sshd.</summary>
    public static async Task<LoopbackSshd> StartAsync()
    {
        const string Program = "/usr/sbin/sshd";
        Assert.SkipUnless(File.Exists(Program), "needs the program sshd (Debian's openssh-server)");
        SkipUnless.Root();
        SkipUnless.Program("ssh-keygen");
        Directory.CreateDirectory("/run/sshd");
        var sshd = new LoopbackSshd(Program);
        await LocalHostShellTests.Eventually(sshd.Answers);
        return sshd;
    }

    public async ValueTask DisposeAsync()
    {
        server.Kill(entireProcessTree: true);
        await server.WaitForExitAsync();
        server.Dispose();
        folder.Delete(recursive: true);
    }

    public string In(string name) => Path.Combine(folder.FullName, name);

    private bool Answers()
    {
        try
        {
            using var client = new TcpClient("127.0.0.1", Port);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private static void Run(string program, params string[] arguments)
    {
        using var process = Process.Start(program, arguments);
        process.WaitForExit();
        process.ExitCode.ShouldBe(0);
    }
}
