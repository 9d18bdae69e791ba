using Phoenix.Lab.Host;
using Phoenix.Topology;

namespace Phoenix.Lab.Tests.Host;

public sealed class MachineTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("sh", true)]
    [InlineData("/bin/sh", true)]
    [InlineData("no-such-program", false)]
    [InlineData("/bin/no-such-program", false)]
    public void Program_is_looked_for_where_the_system_would(string program, bool isThere) => Machine.IsThere(program).ShouldBe(isThere);

    [Fact]
    public async Task Program_that_is_not_there_is_told_by_name()
    {
        var error = await Should.ThrowAsync<PhoenixException>(() => Machine.RunAsync(MachineCommand.Of("no-such-program"), Cancel));

        (error.Code, error.Message).ShouldBe((LabErrors.ToolMissing, "no-such-program cannot be run"));
    }
}
