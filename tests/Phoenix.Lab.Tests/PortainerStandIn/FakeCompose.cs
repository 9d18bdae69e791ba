using System.Collections.Concurrent;
using System.Collections.Immutable;
using Phoenix.Lab.PortainerStandIn.Compose;

namespace Phoenix.Lab.Tests.PortainerStandIn;

/// <summary>Compose without Docker: projects are up or not, and the next failure is said in the words that the test gives.</summary>
internal sealed class FakeCompose : ICompose
{
    private readonly ConcurrentDictionary<string, string> projects = new();
    private readonly ConcurrentQueue<string> commands = new();

    /// <summary>Projects that are up, with the file they were started from.</summary>
    public IReadOnlyDictionary<string, string> Projects => projects;

    /// <summary>The environment file of each project, as it was at its last start.</summary>
    public ConcurrentDictionary<string, string> EnvironmentFiles { get; } = new();

    /// <summary>What was asked, e.g. <c>hello up -d</c>.</summary>
    public IEnumerable<string> Commands => commands;

    /// <summary>The command that fails next (<c>up</c>, <c>pull</c>, <c>down</c>) and what compose says then.</summary>
    public (string Command, string Words)? Failure { get; set; }

    /// <summary>Held by the test while a deploy is to last.</summary>
    public SemaphoreSlim? Hold { get; set; }

    /// <summary>Containers of services that are gone from their project's file: compose leaves them.</summary>
    public ConcurrentDictionary<(string Project, string Service), bool> LeftOver { get; } = new();

    /// <summary>Loses a project's containers behind everybody's back.</summary>
    public void Forget(string project) => projects.TryRemove(project, out _);

    public async Task<ComposeOutcome> RunAsync(ComposeProject project, ImmutableArray<string> command, CancellationToken cancel)
    {
        commands.Enqueue($"{project.Name} {string.Join(' ', command)}");
        if (Hold is { } hold && command[0] == "up")
        {
            await hold.WaitAsync(cancel);
        }

        if (Failure is { } failure && failure.Command == command[0])
        {
            Failure = null;
            return new ComposeOutcome(false, failure.Words);
        }

        switch (command[0])
        {
            case "up":
                var text = await File.ReadAllTextAsync(project.File, cancel);
                foreach (var (service, _) in projects.TryGetValue(project.Name, out var former) ? FakeDocker.ServicesOf(former) : [])
                {
                    LeftOver[(project.Name, service)] = true;
                }

                foreach (var (service, _) in FakeDocker.ServicesOf(text))
                {
                    LeftOver.TryRemove((project.Name, service), out _);
                }

                projects[project.Name] = text;
                EnvironmentFiles[project.Name] = project.EnvironmentFile is { } file ? await File.ReadAllTextAsync(file, cancel) : "";
                break;
            case "down":
                projects.TryRemove(project.Name, out _);
                foreach (var container in LeftOver.Keys.Where(container => container.Project == project.Name))
                {
                    LeftOver.TryRemove(container, out _);
                }

                break;
            default:
                break;
        }

        return new ComposeOutcome(true, "");
    }
}
