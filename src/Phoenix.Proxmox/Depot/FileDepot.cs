using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using Phoenix.Topology;

namespace Phoenix.Proxmox.Depot;

/// <summary>
/// Brings files into guests, whole or not at all. A container is reached by a pipe, so its file is streamed; a virtual machine's agent is too narrow,
/// so it fetches the file from a server on the host's address that is open for that one guest, file and moment.
/// </summary>
/// <param name="door">Opens the server's socket.</param>
/// <param name="host">The host's address, as guests reach it.</param>
/// <param name="port">The port that the firewall lets guests reach; 0: any free one.</param>
public sealed class FileDepot(IDepotDoor door, IPAddress host, int port = 0)
{
    private static readonly SemaphoreSlim Turn = new(1, 1);

    /// <summary>Streams a file into a system through its shell's standard input.</summary>
    /// <exception cref="PhoenixException">It did not arrive; what was at the target is still there.</exception>
    public static async Task StreamAsync(IShell system, DepotItem item, CancellationToken cancel)
    {
        var content = await File.ReadAllBytesAsync(item.LocalPath, cancel);
        var command = ShellCommand.Of(["/bin/sh", "-c", DepotScripts.Stream, "sh", .. Parameters(item, content.Length)]);
        await RunAsync(system, command with { Input = content, Timeout = item.Timeout }, item, cancel);
    }

    /// <summary>Lets a guest fetch a file from the host.</summary>
    /// <param name="guest">The guest's shell.</param>
    /// <param name="address">The guest's address; no other may fetch.</param>
    /// <param name="item">The file.</param>
    /// <param name="cancel">Ends the transfer; nothing is installed then.</param>
    /// <exception cref="PhoenixException">It did not arrive, or the server could not be opened; what was at the target is still there.</exception>
    public async Task FetchAsync(IShell guest, IPAddress address, DepotItem item, CancellationToken cancel)
    {
        await CheckAsync(item, cancel);
        // One port is open to guests, so one of them fetches at a time.
        await Turn.WaitAsync(cancel);
        try
        {
            await FetchInTurnAsync(guest, address, item, cancel);
        }
        finally
        {
            Turn.Release();
        }
    }

    private async Task FetchInTurnAsync(IShell guest, IPAddress address, DepotItem item, CancellationToken cancel)
    {
        await using var server = await OpenAsync(address, item, cancel);
        var command = ShellCommand.Of([
            "/bin/bash",
            "-c",
            DepotScripts.Fetch,
            "bash",
            .. Parameters(item, server.Length),
            server.Address.Address.ToString(),
            server.Address.Port.ToString(CultureInfo.InvariantCulture),
            server.Path,
        ]);
        await RunAsync(guest, command with { Timeout = item.Timeout }, item, cancel);
    }

    private static string[] Parameters(DepotItem item, long length) =>
        [item.TargetPath, length.ToString(CultureInfo.InvariantCulture), item.Sha256, item.Owner, item.Mode];

    private static async Task RunAsync(IShell guest, ShellCommand command, DepotItem item, CancellationToken cancel)
    {
        var result = await guest.RunAsync(command, cancel);
        if (result.ExitCode != 0)
        {
            throw new PhoenixException(ShellErrors.TransferFailed, $"{item.TargetPath} did not reach {guest.Name}")
            {
                Where = guest.Name,
                Remote = result.Error.Trim(),
            };
        }
    }

    // Before anything is opened: a file that changed since it was planned must not go out.
    private static async Task CheckAsync(DepotItem item, CancellationToken cancel)
    {
        await using var file = File.OpenRead(item.LocalPath);
        var digest = Convert.ToHexStringLower(await SHA256.HashDataAsync(file, cancel));
        if (digest != item.Sha256)
        {
            throw new PhoenixException(ShellErrors.TransferFailed, $"{item.LocalPath} is not the file that was planned")
            {
                Remote = $"its SHA-256 is {digest}, not {item.Sha256}",
            };
        }
    }

    private async Task<DepotServer> OpenAsync(IPAddress address, DepotItem item, CancellationToken cancel)
    {
        try
        {
            return await DepotServer.OpenAsync(door, host, port, address, item.LocalPath, cancel);
        }
        catch (SocketException error)
        {
            throw new PhoenixException(ShellErrors.TransferFailed, $"the depot could not be opened on {host}", error)
            {
                Remote = error.Message,
            };
        }
    }
}
