using System.Collections.Immutable;
using Phoenix.Proxmox.Guests;
using Phoenix.Proxmox.Transport;
using Phoenix.Topology;

namespace Phoenix.Proxmox.Qemu;

/// <summary>The guest agent of virtual machines. Without an agent that answers, every call is <see cref="ProxmoxErrors.AgentUnavailable"/> or <see cref="ProxmoxErrors.NotRunning"/>.</summary>
public sealed class QemuAgentApi
{
    /// <summary>The most that one write takes, in bytes of the file: 61440 characters of base64.</summary>
    public const int WriteLimit = 45 * 1024;

    /// <summary>The most that a command takes as input.</summary>
    public const int InputLimit = 64 * 1024;

    private readonly ApiTransport transport;

    internal QemuAgentApi(ApiTransport transport) => this.transport = transport;

    /// <summary>Succeeds when the agent answers.</summary>
    /// <exception cref="PhoenixException">It does not; or the node refused or could not be reached, so for every method here.</exception>
    public Task PingAsync(string node, int vmid, CancellationToken cancel) =>
        transport.SendAsync(ApiRequest.Post($"/nodes/{node}/qemu/{vmid}/agent/ping"), cancel);

    /// <summary>Starts a command and returns its process id in the guest.</summary>
    /// <param name="node">The node.</param>
    /// <param name="vmid">The virtual machine.</param>
    /// <param name="command">Program and arguments.</param>
    /// <param name="input">ASCII text for standard input, at most <see cref="InputLimit"/>; null: none. The node does not pass other bytes through unharmed.</param>
    /// <param name="cancel">Cancels the call, not the command.</param>
    public async Task<int> ExecuteAsync(string node, int vmid, ImmutableArray<string> command, string? input, CancellationToken cancel)
    {
        var fields = new FormFields { { "input-data", input } };
        fields.AddEach("command", command);
        var answer = await transport.DataAsync(ApiRequest.Post($"/nodes/{node}/qemu/{vmid}/agent/exec") with { Fields = fields }, cancel);
        return answer.RequireInt("pid");
    }

    /// <summary>Where a command is. An ended one can be asked for once: the agent forgets it then.</summary>
    public async Task<AgentExecution> ExecutionAsync(string node, int vmid, int processId, CancellationToken cancel)
    {
        var request = ApiRequest.Get($"/nodes/{node}/qemu/{vmid}/agent/exec-status") with
        {
            Fields = new FormFields { { "pid", processId } },
        };
        return AgentExecution.From(await transport.DataAsync(request, cancel));
    }

    /// <summary>Writes a file, over what is there; at most <see cref="WriteLimit"/>. Owner root, mode as the agent's umask has it.</summary>
    public Task WriteFileAsync(string node, int vmid, string path, ReadOnlyMemory<byte> content, CancellationToken cancel) =>
        transport.SendAsync(
            ApiRequest.Post($"/nodes/{node}/qemu/{vmid}/agent/file-write") with
            {
                // Encoded here: the node's own encoding takes text only.
                Fields = new FormFields
                {
                    { "file", path },
                    { "content", Convert.ToBase64String(content.Span) },
                    { "encode", false },
                },
            },
            cancel
        );

    /// <summary>Reads a text file, at most 16 MiB.</summary>
    public async Task<string> ReadFileAsync(string node, int vmid, string path, CancellationToken cancel)
    {
        var request = ApiRequest.Get($"/nodes/{node}/qemu/{vmid}/agent/file-read") with { Fields = new FormFields { { "file", path } } };
        return (await transport.DataAsync(request, cancel))["content"].Text ?? "";
    }

    /// <summary>The interfaces inside, <c>lo</c> included.</summary>
    public async Task<ImmutableArray<GuestAddress>> InterfacesAsync(string node, int vmid, CancellationToken cancel)
    {
        var answer = await transport.DataAsync(ApiRequest.Get($"/nodes/{node}/qemu/{vmid}/agent/network-get-interfaces"), cancel);
        return answer["result"].Select(GuestAddress.From);
    }
}
