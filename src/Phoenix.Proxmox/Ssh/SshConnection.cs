using System.Net.Sockets;
using Phoenix.Topology;
using Renci.SshNet;
using Renci.SshNet.Common;

namespace Phoenix.Proxmox.Ssh;

/// <summary>One connection to a host, made when it is first needed and again after it broke.</summary>
internal sealed class SshConnection(SshTarget target) : IDisposable
{
    private readonly SemaphoreSlim connecting = new(1, 1);
    private SshClient? client;

    /// <summary>What the host is called in errors.</summary>
    public string Name => target.Port == 22 ? $"{target.User}@{target.Host}" : $"{target.User}@{target.Host}:{target.Port}";

    /// <summary>A connected client.</summary>
    /// <exception cref="PhoenixException">The host is not there, is not the known one, or refuses the keys.</exception>
    public async Task<SshClient> ClientAsync(CancellationToken cancel)
    {
        await connecting.WaitAsync(cancel);
        try
        {
            if (client is { IsConnected: true })
            {
                return client;
            }

            client?.Dispose();
            client = null;
            return client = await ConnectAsync(cancel);
        }
        finally
        {
            connecting.Release();
        }
    }

    /// <inheritdoc />
    public void Dispose()
    {
        client?.Dispose();
        connecting.Dispose();
    }

    private async Task<SshClient> ConnectAsync(CancellationToken cancel)
    {
        var known = KnownHosts.Read(target.KnownHosts);
        var information = new ConnectionInfo(target.Host, target.Port, target.User, new PrivateKeyAuthenticationMethod(target.User, Keys()))
        {
            Timeout = TimeSpan.FromSeconds(15),
        };
        AskForKnownKeys(information, known);
        var fresh = new SshClient(information) { KeepAliveInterval = TimeSpan.FromSeconds(15) };
        string? shown = null;
        fresh.HostKeyReceived += (_, key) =>
        {
            shown = $"{key.HostKeyName} SHA256:{key.FingerPrintSHA256}";
            key.CanTrust = known.Trusts(target.Host, target.Port, key.HostKey);
            shown = key.CanTrust ? null : shown;
        };
        try
        {
            await fresh.ConnectAsync(cancel);
            return fresh;
        }
        catch (Exception error) when (error is SshException or SocketException or IOException)
        {
            fresh.Dispose();
            throw new PhoenixException(
                shown is null ? ShellErrors.HostUnreachable : ShellErrors.HostKeyRefused,
                $"no SSH connection to {Name}",
                error
            )
            {
                Where = Name,
                Remote = shown is null ? error.Message : $"the host shows {shown}",
            };
        }
        catch
        {
            fresh.Dispose();
            throw;
        }
    }

    private IPrivateKeySource[] Keys()
    {
        var files = target.KeyFiles.Where(File.Exists).ToList();
        if (files.Count == 0)
        {
            throw new PhoenixException(ShellErrors.HostUnreachable, $"there is no key for {Name}")
            {
                Where = Name,
                Help = $"Looked for {string.Join(", ", target.KeyFiles)}.",
            };
        }

        var keys = new List<IPrivateKeySource>();
        Exception? unreadable = null;
        foreach (var file in files)
        {
            try
            {
                keys.Add(new PrivateKeyFile(file));
            }
            catch (Exception error) when (error is SshException or IOException or UnauthorizedAccessException)
            {
                // One with a passphrase, or of another user; another one may do.
                unreadable = error;
            }
        }

        return keys.Count > 0
            ? [.. keys]
            : throw new PhoenixException(ShellErrors.HostUnreachable, $"no key for {Name} can be read", unreadable)
            {
                Where = Name,
                Remote = unreadable?.Message,
                Help = "Keys with a passphrase cannot be used; make one for Phoenix without.",
            };
    }

    // A host has keys of several types and shows the one that is asked for first; rsa keys are asked for by the hash they sign with.
    private void AskForKnownKeys(ConnectionInfo information, KnownHosts known)
    {
        var types = known.TypesFor(target.Host, target.Port);
        if (types.IsEmpty)
        {
            return;
        }

        foreach (
            var name in information
                .HostKeyAlgorithms.Keys.Where(name =>
                    !types.Contains(name.StartsWith("rsa-sha2-", StringComparison.Ordinal) ? "ssh-rsa" : name)
                )
                .ToList()
        )
        {
            information.HostKeyAlgorithms.Remove(name);
        }
    }
}
