using System.Collections.Immutable;
using System.Text;
using Phoenix.Lab.Pct;
using Phoenix.Lab.Runtime;
using Phoenix.Topology;

namespace Phoenix.Lab.Tests.Pct;

/// <summary>A node with a running container 101 and a stopped one 102; a command echoes its input and its own name, and ends with 7.</summary>
internal sealed class EchoNode : IGuestRuntime, INodeContainers
{
    public string? Written { get; private set; }
    public TaskCompletionSource Waiting { get; } = new();
    public TaskCompletionSource Cancelled { get; } = new();

    public async Task<int> ExecuteAsync(
        int vmid,
        ImmutableArray<string> command,
        Stream input,
        Stream output,
        Stream error,
        CancellationToken cancel
    )
    {
        if (command[^1] == "wait")
        {
            Waiting.SetResult();
            await Task.Delay(Timeout.InfiniteTimeSpan, cancel).ContinueWith(_ => Cancelled.SetResult(), TaskScheduler.Default);
            cancel.ThrowIfCancellationRequested();
        }

        await input.CopyToAsync(output, cancel);
        await error.WriteAsync(Encoding.UTF8.GetBytes(string.Join(' ', command) + "\n"), cancel);
        return 7;
    }

    public async Task WriteFileAsync(int vmid, string path, Stream content, FileOwnership ownership, CancellationToken cancel)
    {
        using var reader = new StreamReader(content);
        Written = $"{path} {ownership.User}:{ownership.Group} {(int)ownership.Mode} {await reader.ReadToEndAsync(cancel)}";
    }

    public Task<Stream> ReadFileAsync(int vmid, string path, CancellationToken cancel) =>
        Task.FromResult<Stream>(
            new MemoryStream("root:x:0:0::/root:/bin/bash\nwww-data:x:33:33::/var/www:/usr/sbin/nologin\n"u8.ToArray())
        );

    public Task<GuestProcess?> ProcessAsync(int vmid, CancellationToken cancel) =>
        Task.FromResult(vmid == 101 ? new GuestProcess(1, DateTimeOffset.UnixEpoch, ByteSize.FromMebibytes(1), TimeSpan.Zero) : null);

    public Task<ImmutableArray<NodeContainer>> ListAsync(CancellationToken cancel) =>
        Task.FromResult<ImmutableArray<NodeContainer>>([new(101, "one", null), new(102, "two", "backup")]);

    public Task<string?> ConfigAsync(int vmid, CancellationToken cancel) => Task.FromResult(vmid is 101 or 102 ? "arch: amd64\n" : null);

    public Task CreateAsync(GuestDefinition guest, CancellationToken cancel) => throw new NotSupportedException();

    public Task DestroyAsync(int vmid, CancellationToken cancel) => throw new NotSupportedException();

    public Task StartAsync(GuestDefinition guest, CancellationToken cancel) => throw new NotSupportedException();

    public Task StartAsync(int vmid, CancellationToken cancel) => throw new NotSupportedException();

    public Task StopAsync(int vmid, CancellationToken cancel) => throw new NotSupportedException();

    public Task ShutdownAsync(int vmid, CancellationToken cancel) => throw new NotSupportedException();

    public Task<bool> ShutdownAsync(int vmid, TimeSpan patience, CancellationToken cancel) => throw new NotSupportedException();

    public Task<ImmutableArray<GuestInterface>> InterfacesAsync(int vmid, CancellationToken cancel) => throw new NotSupportedException();

    public Task ReplugAsync(GuestDefinition guest, CancellationToken cancel) => throw new NotSupportedException();

    public Task SnapshotAsync(int vmid, string name, CancellationToken cancel) => throw new NotSupportedException();

    public Task RollbackAsync(int vmid, string name, CancellationToken cancel) => throw new NotSupportedException();

    public Task DeleteSnapshotAsync(int vmid, string name, CancellationToken cancel) => throw new NotSupportedException();

    public Task CloneAsync(int sourceVmid, string? snapshot, GuestDefinition target, CancellationToken cancel) =>
        throw new NotSupportedException();
}
