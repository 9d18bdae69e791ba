using System.Diagnostics;
using System.Globalization;
using Microsoft.Win32.SafeHandles;

namespace Phoenix.Lab.Host;

/// <summary>The user ids of unprivileged containers: root in them is 100000 on the machine, as Proxmox has it.</summary>
internal static class IdMap
{
    /// <summary>The machine's id of a container's root.</summary>
    public const int Shift = 100_000;

    /// <summary>How many ids a container has.</summary>
    public const int Count = 65_536;

    /// <summary>Shows a directory at another place with its owners shifted, without touching its files.</summary>
    /// <exception cref="IOException">The kernel or the file system cannot do it (Linux 5.12; ext4, XFS, btrfs, tmpfs).</exception>
    public static async Task ShowShiftedAsync(string directory, string target, CancellationToken cancel)
    {
        using var users = await UsersAsync(cancel);
        Libc.BindShifted(directory, target, users);
    }

    // A user namespace lives as long as a process or an open file of it; this process only has to be there while the map is written.
    private static async Task<SafeFileHandle> UsersAsync(CancellationToken cancel)
    {
        using var process = Process.Start(
            new ProcessStartInfo("unshare", ["--user", "--", "cat"])
            {
                RedirectStandardInput = true,
                RedirectStandardOutput = true,
                UseShellExecute = false,
            }
        )!;
        try
        {
            // Echoed back: it has its namespace by now.
            await process.StandardInput.WriteLineAsync("ready".AsMemory(), cancel);
            await process.StandardInput.FlushAsync(cancel);
            await process.StandardOutput.ReadLineAsync(cancel);
            var folder = "/proc/" + process.Id.ToString(CultureInfo.InvariantCulture);
            await File.WriteAllTextAsync(folder + "/uid_map", $"0 {Shift} {Count}", cancel);
            await File.WriteAllTextAsync(folder + "/gid_map", $"0 {Shift} {Count}", cancel);
            return Libc.OpenForReading(folder + "/ns/user");
        }
        finally
        {
            process.Kill();
            await process.WaitForExitAsync(CancellationToken.None);
        }
    }
}
