using System.Collections.Immutable;

namespace Phoenix.Lab.PortainerStandIn.Compose;

/// <summary>Docker compose: the program, or in tests a stand-in for it.</summary>
internal interface ICompose
{
    /// <summary>Runs a command (<c>up -d</c>, <c>pull</c>, <c>down --remove-orphans</c>) on a project.</summary>
    Task<ComposeOutcome> RunAsync(ComposeProject project, ImmutableArray<string> command, CancellationToken cancel);
}

/// <summary>A project: its name, its file, its environment file when it has one, and the engine it goes to.</summary>
internal sealed record ComposeProject(string Name, string File, string? EnvironmentFile, string DockerHost);

/// <summary>How compose ended, and everything it said.</summary>
internal sealed record ComposeOutcome(bool Succeeded, string Said);
