using System.Collections.Immutable;
using System.ComponentModel;
using System.Text;
using CliWrap;

namespace Phoenix.Lab.PortainerStandIn.Compose;

/// <summary>Docker compose v2 as a child process, as Portainer 2.23 starts it.</summary>
internal sealed class ComposeProgram(string program, string configurationDirectory) : ICompose
{
    /// <summary>Where Debian installs it as a plugin; it runs on its own as well.</summary>
    public const string DebianPath = "/usr/libexec/docker/cli-plugins/docker-compose";

    public async Task<ComposeOutcome> RunAsync(ComposeProject project, ImmutableArray<string> command, CancellationToken cancel)
    {
        var said = new StringBuilder();
        try
        {
            var result = await Cli.Wrap(program)
                .WithArguments([.. ArgumentsOf(project), .. command])
                .WithWorkingDirectory(Path.GetDirectoryName(project.File)!)
                .WithEnvironmentVariables(environment =>
                    environment
                        .Set("DOCKER_HOST", project.DockerHost)
                        .Set("DOCKER_CONFIG", configurationDirectory)
                        .Set("COMPOSE_ANSI", "never")
                        // Compose puts variables of its own environment into files, and the agents' secret is none of theirs.
                        .Set("AGENT_SECRET", null)
                )
                .WithStandardOutputPipe(PipeTarget.ToStringBuilder(said))
                .WithStandardErrorPipe(PipeTarget.ToStringBuilder(said))
                .WithValidation(CommandResultValidation.None)
                .ExecuteAsync(cancel);
            return new ComposeOutcome(result.ExitCode == 0, said.ToString());
        }
        catch (Win32Exception exception)
        {
            return new ComposeOutcome(false, $"{program}: {exception.Message}\n");
        }
    }

    private static IEnumerable<string> ArgumentsOf(ComposeProject project)
    {
        string[] environment = project.EnvironmentFile is { } file ? ["--env-file", file] : [];
        return ["-f", project.File, .. environment, "-p", project.Name];
    }
}
