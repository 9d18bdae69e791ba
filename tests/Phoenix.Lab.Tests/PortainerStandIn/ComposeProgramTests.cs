using Phoenix.Lab.PortainerStandIn.Compose;

namespace Phoenix.Lab.Tests.PortainerStandIn;

public sealed class ComposeProgramTests
{
    [Fact]
    public async Task Agents_secret_is_not_in_the_environment_that_compose_puts_into_files()
    {
        var cancel = TestContext.Current.CancellationToken;
        var folder = Directory.CreateTempSubdirectory("phx-compose-");
        var program = Path.Combine(folder.FullName, "compose");
        await File.WriteAllTextAsync(program, "#!/bin/sh\nenv\n", cancel);
        File.SetUnixFileMode(program, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        var before = Environment.GetEnvironmentVariable("AGENT_SECRET");
        Environment.SetEnvironmentVariable("AGENT_SECRET", "s3cret-of-agent");
        try
        {
            var project = new ComposeProject("shop", Path.Combine(folder.FullName, "compose.yaml"), null, "unix:///nowhere");

            var outcome = await new ComposeProgram(program, folder.FullName).RunAsync(project, ["up"], cancel);

            outcome.Said.ShouldContain("DOCKER_HOST=unix:///nowhere");
            outcome.Said.ShouldNotContain("s3cret-of-agent");
        }
        finally
        {
            Environment.SetEnvironmentVariable("AGENT_SECRET", before);
            folder.Delete(recursive: true);
        }
    }
}
