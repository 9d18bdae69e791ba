using Phoenix.Lab.Api.Config;
using Phoenix.Lab.Api.Http;
using Phoenix.Lab.Api.Qemu;
using Phoenix.Topology;

namespace Phoenix.Lab.Api.Guests;

/// <summary>What differs between containers and virtual machines in the methods they share.</summary>
/// <param name="Kind">Which of the two.</param>
internal sealed record GuestWords(GuestKind Kind)
{
    /// <summary>The path of a guest.</summary>
    public string Path => Kind == GuestKind.Container ? "/nodes/{node}/lxc/{vmid}" : "/nodes/{node}/qemu/{vmid}";

    /// <summary>How messages call it.</summary>
    public string Word => Kind == GuestKind.Container ? "CT" : "VM";

    /// <summary>The type of a task: <c>vzsnapshot</c>, <c>qmsnapshot</c>.</summary>
    public string Task(string verb) => (Kind == GuestKind.Container ? "vz" : "qm") + verb;

    /// <summary>The key of its name.</summary>
    public string NameKey => Kind == GuestKind.Container ? "hostname" : "name";

    /// <summary>Refuses what a lock forbids.</summary>
    public void Unlocked(GuestConfig config)
    {
        if (config["lock"] is { } held)
        {
            throw ApiFailure.Run($"{Word} is locked ({held})");
        }
    }

    /// <summary>A description as the API shows it: containers end theirs with a newline.</summary>
    public string Shown(string? description) =>
        string.IsNullOrEmpty(description) ? ""
        : Kind == GuestKind.Container ? description.TrimEnd('\n') + "\n"
        : description;

    /// <summary>A network interface's value with another address.</summary>
    public string WithNewAddress(string value)
    {
        if (Kind == GuestKind.Container)
        {
            var net = Lxc.LxcFormats.Network.Parse(value).SetItem("hwaddr", HardwareAddress.Random());
            return PropertyText.Write(net, null, "name", "bridge");
        }
        var machine = QemuFormats.Network.Parse(value).Remove("macaddr");
        return QemuValues.New("net0", PropertyText.Write(machine, "model"));
    }
}
