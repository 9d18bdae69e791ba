using System.Collections.Immutable;
using System.Text;
using System.Text.Json.Nodes;
using Phoenix.Lab.Api.Http;
using Phoenix.Lab.Api.Lxc;
using Phoenix.Lab.Api.Parameters;
using Phoenix.Lab.Runtime;

namespace Phoenix.Lab.Api.Agent;

/// <summary>The calls of the guest agent that clients use.</summary>
internal sealed class AgentEndpoints(NodeServices node, GuestAgent agent)
{
    private const int LongestWrite = 61440;
    private const int LongestRead = 16 << 20;
    private static readonly ImmutableArray<string> Names =
    [
        "exec",
        "exec-status",
        "file-read",
        "file-write",
        "info",
        "network-get-interfaces",
        "ping",
    ];

    /// <summary>The methods.</summary>
    public IEnumerable<Endpoint> All()
    {
        const string Path = "/nodes/{node}/qemu/{vmid}/agent";
        var file = Parameter.Text("file").Must();
        yield return new("GET", Path, LxcParameters.Guest, static (_, _) => new(Index()));
        yield return new("POST", Path + "/ping", LxcParameters.Guest, PingAsync);
        yield return new("GET", Path + "/info", LxcParameters.Guest, InfoAsync);
        yield return new("GET", Path + "/network-get-interfaces", LxcParameters.Guest, InterfacesAsync);
        yield return new(
            "POST",
            Path + "/exec",
            With(new Parameter("command", ParameterType.Array) { Required = true }, Parameter.Text("input-data", longest: 65536)),
            ExecuteAsync
        );
        yield return new("GET", Path + "/exec-status", With(Parameter.Integer("pid").Must()), StatusAsync);
        yield return new(
            "POST",
            Path + "/file-write",
            With(file, Parameter.Text("content", longest: LongestWrite).Must(), Parameter.Flag("encode")),
            WriteAsync
        );
        yield return new("GET", Path + "/file-read", With(file, Parameter.Integer("count", 1, LongestRead)), ReadAsync);
    }

    private static ParameterSet With(params ImmutableArray<Parameter> parameters) =>
        new([LxcParameters.Node, LxcParameters.Vmid, .. parameters]);

    private static ApiResult Index() => new(new JsonArray([.. Names.Select(static name => (JsonNode)new JsonObject { ["name"] = name })]));

    private async ValueTask<ApiResult> PingAsync(ApiCall call, CancellationToken cancel)
    {
        await agent.PingAsync(call.Vmid, cancel);
        return Result(new JsonObject());
    }

    private async ValueTask<ApiResult> InfoAsync(ApiCall call, CancellationToken cancel)
    {
        await agent.PingAsync(call.Vmid, cancel);
        var commands = Names.Select(static name =>
            (JsonNode)
                new JsonObject
                {
                    ["name"] = $"guest-{name}",
                    ["enabled"] = true,
                    ["success-response"] = true,
                }
        );
        return Result(new JsonObject { ["version"] = "phoenix-lab", ["supported_commands"] = new JsonArray([.. commands]) });
    }

    private async ValueTask<ApiResult> InterfacesAsync(ApiCall call, CancellationToken cancel)
    {
        await agent.PingAsync(call.Vmid, cancel);
        var interfaces = await node.Runtime.InterfacesAsync(call.Vmid, cancel);
        return Result(new JsonArray([.. interfaces.Select(Row)]));
    }

    private async ValueTask<ApiResult> ExecuteAsync(ApiCall call, CancellationToken cancel)
    {
        await agent.ReadyAsync(call.Vmid, cancel);
        var input = Encoding.UTF8.GetBytes(call.Find("input-data") ?? "");
        return new ApiResult(new JsonObject { ["pid"] = agent.Execute(call.Vmid, call.Items("command"), input) });
    }

    private async ValueTask<ApiResult> StatusAsync(ApiCall call, CancellationToken cancel)
    {
        await agent.ReadyAsync(call.Vmid, cancel);
        var process = agent.Status(call.Vmid, (int)call.Integer("pid", 0));
        if (!process.Exit.IsCompleted)
        {
            return new ApiResult(new JsonObject { ["exited"] = 0 });
        }
        var status = new JsonObject { ["exited"] = 1 };
        var code = await process.Exit;
        // Above 128 a shell says by which signal the command ended; the agent says it apart.
        status[code > 128 ? "signal" : "exitcode"] = code > 128 ? code - 128 : code;
        Add(status, "out", process.Output);
        Add(status, "err", process.Error);
        return new ApiResult(status);
    }

    private async ValueTask<ApiResult> WriteAsync(ApiCall call, CancellationToken cancel)
    {
        await agent.ReadyAsync(call.Vmid, cancel);
        var text = call.Text("content");
        byte[] bytes;
        try
        {
            bytes = call.Has("encode") && !call.Flag("encode") ? Convert.FromBase64String(text) : Encoding.UTF8.GetBytes(text);
        }
        catch (FormatException)
        {
            throw ApiFailure.Run("Agent error: Invalid base64 data");
        }
        using var content = new MemoryStream(bytes);
        const UnixFileMode Mode = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.OtherRead;
        await node.Runtime.WriteFileAsync(call.Vmid, call.Text("file"), content, new FileOwnership(0, 0, Mode), cancel);
        return ApiResult.Nothing;
    }

    private async ValueTask<ApiResult> ReadAsync(ApiCall call, CancellationToken cancel)
    {
        await agent.ReadyAsync(call.Vmid, cancel);
        await using var content = await OpenAsync(call, cancel);
        var wanted = (int)call.Integer("count", LongestRead);
        using var bytes = new MemoryStream();
        var buffer = new byte[64 * 1024];
        int count;
        while (
            bytes.Length < wanted
            && (count = await content.ReadAsync(buffer.AsMemory(0, (int)Math.Min(buffer.Length, wanted - bytes.Length)), cancel)) > 0
        )
        {
            bytes.Write(buffer, 0, count);
        }
        var result = new JsonObject { ["content"] = Encoding.UTF8.GetString(bytes.ToArray()), ["bytes-read"] = bytes.Length };
        if (bytes.Length == wanted && await content.ReadAsync(buffer, cancel) > 0)
        {
            result["truncated"] = 1;
        }
        return new ApiResult(result);
    }

    private async Task<Stream> OpenAsync(ApiCall call, CancellationToken cancel)
    {
        try
        {
            return await node.Runtime.ReadFileAsync(call.Vmid, call.Text("file"), cancel);
        }
        catch (IOException)
        {
            throw ApiFailure.Run($"Agent error: failed to open file '{call.Text("file")}' (mode: 'r'): No such file or directory");
        }
    }

    private static void Add(JsonObject status, string name, MemoryStream bytes)
    {
        if (bytes.Length > 0)
        {
            var kept = bytes.ToArray().AsSpan(0, (int)Math.Min(bytes.Length, LongestRead));
            status[$"{name}-data"] = Encoding.UTF8.GetString(kept);
            if (bytes.Length > LongestRead)
            {
                status[$"{name}-truncated"] = 1;
            }
        }
    }

    private static JsonNode Row(GuestInterface found) =>
        new JsonObject
        {
            ["name"] = found.Name,
            ["hardware-address"] = found.HardwareAddress.ToLowerInvariant(),
            ["ip-addresses"] = new JsonArray([
                .. found.Addresses.Select(static address =>
                    (JsonNode)
                        new JsonObject
                        {
                            ["ip-address"] = address.Split('/')[0],
                            ["ip-address-type"] = address.Contains(':', StringComparison.Ordinal) ? "ipv6" : "ipv4",
                            ["prefix"] = int.Parse(address.Split('/')[1]),
                        }
                ),
            ]),
        };

    private static ApiResult Result(JsonNode result) => new(new JsonObject { ["result"] = result });
}
