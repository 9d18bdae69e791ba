using Phoenix.Lab.Network;
using Phoenix.Topology;

namespace Phoenix.Lab.Tests.Network;

public sealed class LabNameTests
{
    [Theory]
    [InlineData("home", "phx-home", "phoenix_lab_home")]
    [InlineData("test-7-a", "phx-test-7-a", "phoenix_lab_test_7_a")]
    public void Name_gives_the_namespace_and_the_table(string name, string space, string table)
    {
        var lab = LabName.Parse(name);

        lab.Namespace.ShouldBe(space);
        lab.MachineTable.ShouldBe(table);
    }

    [Theory]
    [InlineData("")]
    [InlineData("Home")]
    [InlineData("1st")]
    [InlineData("a--b")]
    [InlineData("a-")]
    [InlineData("a_b")]
    [InlineData("../etc")]
    [InlineData("a;reboot")]
    [InlineData("a\n")]
    [InlineData("abcdefghijklmnopqrstuvwxyzabcdefg")]
    public void Name_that_could_carry_something_is_refused(string name) =>
        Should.Throw<PhoenixException>(() => LabName.Parse(name)).Code.ShouldBe(LabErrors.BadName);
}
