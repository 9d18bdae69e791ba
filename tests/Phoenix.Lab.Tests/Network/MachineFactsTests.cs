using Phoenix.Lab.Host;
using Phoenix.Lab.Network;

namespace Phoenix.Lab.Tests.Network;

/// <summary>What is read from the machine's own files and programs.</summary>
public sealed class MachineFactsTests
{
    [Fact]
    public void Resolvers_on_loopback_are_left_out() =>
        MachineResolvers
            .Parse(
                "# made by hand\nsearch lan\nnameserver 127.0.0.53\nnameserver\t9.9.9.9\nnameserver ::1\nnameserver 2620:fe::fe\nnameserver\n"
            )
            .ShouldBe(["9.9.9.9", "2620:fe::fe"]);

    [Fact]
    public void Holder_of_a_port_is_named() =>
        PortHolder
            .Parse("LISTEN 0 511 127.0.0.1:8443 0.0.0.0:* users:((\"nginx\",pid=812,fd=6),(\"nginx\",pid=811,fd=6))")
            .ShouldBe("nginx (process 812)");

    [Fact]
    public void Holder_that_nobody_may_see_is_not_invented() => PortHolder.Parse("LISTEN 0 511 127.0.0.1:8443 0.0.0.0:*").ShouldBeNull();

    [Fact]
    public void Mount_points_are_read_with_their_spaces() =>
        Mounts
            .Parse("22 26 0:21 / /sys rw - sysfs sysfs rw\n90 26 0:50 / /var/lib/my\\040labs/root rw - overlay phoenix rw\n")
            .ShouldBe(["/sys", "/var/lib/my labs/root"]);

    [Fact]
    public void Links_are_named_without_their_peers() =>
        LabNetwork
            .Links("1: lo: <LOOPBACK,UP> mtu 65536\n2: vmbr0: <BROADCAST> mtu 1500\n4: veth101i0@if2: <BROADCAST> mtu 1500\n")
            .ShouldBe(["lo", "vmbr0", "veth101i0"], ignoreOrder: true);
}
