namespace Phoenix.Topology;

/// <summary>How a guest is virtualised.</summary>
public enum GuestKind
{
    /// <summary>An LXC container, <c>kind: lxc</c>.</summary>
    Container,

    /// <summary>A QEMU virtual machine, <c>kind: vm</c>.</summary>
    VirtualMachine,
}
