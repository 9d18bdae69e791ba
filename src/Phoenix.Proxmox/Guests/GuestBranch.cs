using Phoenix.Proxmox.Transport;
using Phoenix.Topology;

namespace Phoenix.Proxmox.Guests;

/// <summary>The branch of the API below which guests of a kind are: <c>lxc</c> or <c>qemu</c>.</summary>
internal static class GuestBranch
{
    /// <summary>The word in paths.</summary>
    public static string Word(this GuestKind kind) => kind == GuestKind.Container ? "lxc" : "qemu";

    /// <summary>The path of a guest.</summary>
    public static BuiltPath Path(this GuestKind kind, string node, int vmid) => new(ApiPath.Of($"/nodes/{node}/{kind.Word()}/{vmid}"));
}
