using System.Collections.Immutable;
using Phoenix.Lab.Api.Http;
using Phoenix.Lab.Api.Lxc;
using Phoenix.Lab.Api.Parameters;
using Phoenix.Topology;

namespace Phoenix.Lab.Api.Qemu;

/// <summary>The cloud-init drive: what is in it, and making it anew.</summary>
internal sealed class CloudInitEndpoints(NodeServices node, CloudInitSeeds seeds)
{
    private static readonly ImmutableHashSet<string> Keys =
    [
        "cicustom",
        "cipassword",
        "citype",
        "ciuser",
        "ciupgrade",
        "nameserver",
        "searchdomain",
        "sshkeys",
    ];

    /// <summary>The methods.</summary>
    public IEnumerable<Endpoint> All()
    {
        const string Path = "/nodes/{node}/qemu/{vmid}/cloudinit";
        yield return new("GET", Path, LxcParameters.Guest, (call, _) => new(Pending(call)));
        yield return new("PUT", Path, LxcParameters.Guest, RegenerateAsync);
        yield return new(
            "GET",
            Path + "/dump",
            new ParameterSet(LxcParameters.Node, LxcParameters.Vmid, Parameter.Choice("type", "user", "network", "meta").Must()),
            DumpAsync
        );
    }

    private ApiResult Pending(ApiCall call) =>
        new(QemuConfigView.Pending(node.Guests.Get(GuestKind.VirtualMachine, call.Vmid), static key => Keys.Contains(key)));

    // The seed of a machine is made at its start; here it is only made sure that it can be.
    private async ValueTask<ApiResult> RegenerateAsync(ApiCall call, CancellationToken cancel)
    {
        await seeds.BuildAsync(call.Vmid, node.Guests.Get(GuestKind.VirtualMachine, call.Vmid), cancel);
        return ApiResult.Nothing;
    }

    private async ValueTask<ApiResult> DumpAsync(ApiCall call, CancellationToken cancel)
    {
        var config = node.Guests.Get(GuestKind.VirtualMachine, call.Vmid);
        return ApiResult.Of(await seeds.TextAsync(call.Text("type"), call.Vmid, config, cancel));
    }
}
