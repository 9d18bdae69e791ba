using System.Security.Cryptography;
using Phoenix.Proxmox;
using Phoenix.Proxmox.Access;
using Phoenix.Proxmox.Lxc;
using Phoenix.Proxmox.Transport;
using Phoenix.Proxmox.Values;
using Phoenix.Topology;

namespace Phoenix.Lab.Tests.Real;

/// <summary>pct on the lab's host, as Phoenix uses it in production: through the host's shell.</summary>
[Collection(RealLabs.Name)]
public sealed class PctRealTests(SharedRealLab shared) : IClassFixture<SharedRealLab>
{
    private RealLab Lab => shared.Lab;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Shell_of_a_container_carries_bytes_exit_codes_and_errors()
    {
        await CreateAsync(301);
        var shell = new PctGuestShell(Lab.Controller.Shell(Lab.Settings.Name), 301, "guest301");
        var bytes = RandomNumberGenerator.GetBytes(1_000_000);

        var copied = await shell.RunAsync(ShellCommand.Of("cat") with { Input = bytes }, Cancel);
        var failed = await shell.RunAsync(ShellCommand.Of("sh", "-c", "echo oh >&2; exit 5"), Cancel);

        copied.ExitCode.ShouldBe(0);
        copied.Output.ToArray().ShouldBe(bytes);
        (failed.ExitCode, failed.Error).ShouldBe((5, "oh\n"));
    }

    [Fact]
    public async Task Files_are_pushed_and_pulled()
    {
        await CreateAsync(302);
        // Not in /tmp: a system that is still booting mounts it anew.
        const string Script = """
            set -e
            head -c 300000 /dev/urandom > /root/there
            pct push 302 /root/there /root/file --perms 0640 --user www-data --group 33
            pct pull 302 /root/file /root/back
            cmp /root/there /root/back
            pct exec 302 -- stat -c '%U:%G %a' /root/file
            pct status 302
            """;

        var result = await Lab.OnHostAsync(Cancel, "sh", "-c", Script);

        result.ExitCode.ShouldBe(0, result.Error);
        result.Text.ShouldBe("www-data:www-data 640\nstatus: running\n");
    }

    [Fact]
    public async Task Command_of_a_pct_that_was_killed_ends_in_the_container()
    {
        await CreateAsync(303);

        var result = await Lab.OnHostAsync(Cancel, "timeout", "1", "pct", "exec", "303", "--", "sleep", "87654");

        result.ExitCode.ShouldBe(124);
        await Task.Delay(500, Cancel);
        (await Lab.ExecuteAsync(303, Cancel, "sh", "-c", "cat /proc/[0-9]*/cmdline | tr '\\0' ' '")).Output.ShouldNotContain(
            "sleep 87654 "
        );
    }

    private async Task CreateAsync(int vmid)
    {
        Lab.SkipUnlessNative();
        var access = await Lab.Controller.ApiAsync(Lab.Settings.Name, Cancel);
        using var client = new ProxmoxClient(
            new ProxmoxConnection
            {
                Endpoint = new Uri(access.Url),
                Credentials = new ProxmoxCredentials.Token(access.Token, new Secret(access.Secret)),
                Pin = CertificatePin.Parse(access.Fingerprint),
            }
        );
        var container = new LxcCreate
        {
            Vmid = vmid,
            Template = "local:vztmpl/debian-13-standard_13.1-2_amd64.tar.zst",
            RootDisk = new LxcVolume("rootfs", VolumeSpec.New("local", ByteSize.FromGibibytes(2))),
            Unprivileged = true,
            Start = true,
        };
        await client.Tasks.WaitAsync(await client.Lxc.CreateAsync(access.Node, container, Cancel), progress: null, Cancel);
        while (await Lab.Guests.ProcessAsync(vmid, Cancel) is null)
        {
            await Task.Delay(50, Cancel);
        }
    }
}
