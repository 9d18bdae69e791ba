using Phoenix.Lab.Runtime;
using Phoenix.Testing;
using Phoenix.Topology;

namespace Phoenix.Lab.Tests.Runtime;

public sealed class LxcConfigTests
{
    private static readonly LxcContainer Container = new()
    {
        Name = "101",
        HostName = "nginx",
        RootFileSystem = "/var/lib/phoenix/labs/home/guests/101/root",
        ControlGroup = "phoenix-home",
        LogDirectory = "/var/lib/phoenix/labs/home/lxc/101",
        ConnectScript = "/var/lib/phoenix/labs/home/lxc/connect",
        Memory = ByteSize.FromMebibytes(512),
        Cores = 1,
        Interfaces =
        [
            new NetworkInterface
            {
                Index = 0,
                Name = "eth0",
                Bridge = "vmbr0",
                HardwareAddress = "BC:24:11:00:00:01",
                Address = "10.0.0.153/24",
                Gateway = "10.0.0.1",
            },
        ],
    };

    [Fact]
    public void Container_is_confined_limited_and_connected() =>
        Golden.Matches(LxcConfig.Render(Container, new ControlGroups("/x", Legacy: true)), "container.conf");

    [Fact]
    public void Virtual_machine_may_do_everything_and_configures_itself()
    {
        var machine = Container with { Trusted = true, Addressed = false, Mounts = ["/x/docker var/lib/docker none bind,create=dir 0 0"] };

        Golden.Matches(LxcConfig.Render(machine, new ControlGroups("/x", Legacy: false)), "machine.conf");
    }

    [Fact]
    public void Host_shares_the_network_it_is_started_in() =>
        LxcConfig
            .Render(Container with { Name = "pve", ConnectScript = null, Interfaces = [] }, new ControlGroups("/x", Legacy: true))
            .ShouldContain("lxc.net.0.type = none");

    [Theory]
    [InlineData(101, 0, "veth101i0")]
    [InlineData(999999999, 31, "vthgjdgxri31")]
    public void Port_fits_into_the_kernels_fifteen_characters(int vmid, int index, string name)
    {
        GuestPort.NameOf(vmid, index).ShouldBe(name);
        name.Length.ShouldBeLessThanOrEqualTo(15);
    }
}
