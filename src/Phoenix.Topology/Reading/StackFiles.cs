using Phoenix.Topology.Compose;

namespace Phoenix.Topology.Reading;

/// <summary>Reads the compose files of stacks, and sees that what they build from is there.</summary>
internal sealed class StackFiles(IPlatformFiles files, Findings findings)
{
    /// <summary>The draft with every stack's compose file and services.</summary>
    public PlatformDraft Read(PlatformDraft draft)
    {
        // Names are unique: a key that appears twice is read once.
        var read = draft.Stacks.ToDictionary(stack => stack.Name.Value, Read);
        return draft with
        {
            Stacks = [.. draft.Stacks.Select(stack => read[stack.Name.Value])],
            Routes = [.. draft.Routes.Select(route => route.Stack is { } stack ? route with { Stack = read[stack.Name.Value] } : route)],
        };
    }

    private StackDraft Read(StackDraft stack)
    {
        if (stack.ComposePath is not { } path)
        {
            return stack;
        }

        switch (files.Read(path.Value))
        {
            case PlatformFile.Found found:
                return WithServices(stack, SourceText.FromBytes(path.Value, found.Bytes.Span));
            case PlatformFile.Refused refused:
                findings.Add(new Diagnostic(StackErrors.ComposeRefused, $"{path.Value} cannot be read", path.Span) { Note = refused.Why });
                return stack;
            default:
                findings.Add(
                    new Diagnostic(StackErrors.ComposeMissing, $"there is no file {path.Value}", path.Span)
                    {
                        Help = "the path is relative to the directory of phoenix.yaml",
                    }
                );
                return stack;
        }
    }

    private StackDraft WithServices(StackDraft stack, SourceText compose)
    {
        var variables = stack
            .Environment.DistinctBy(variable => variable.Name.Value)
            .ToDictionary(variable => variable.Name.Value, variable => variable.Value);
        HashSet<string> known =
        [
            .. variables.Keys,
            .. stack.Secrets.Select(secret => secret.Value),
            Stack.PlatformVariable,
            // Compose gives it itself.
            "COMPOSE_PROJECT_NAME",
        ];
        var services = new ComposeReader(compose, variables.GetValueOrDefault, known, findings).Read();
        foreach (var service in services)
        {
            CheckDockerfile(service);
        }

        return stack with
        {
            Compose = compose,
            Services = services,
        };
    }

    private void CheckDockerfile(LocatedService service)
    {
        if (service.Service.Build is { Dockerfile: { } dockerfile } build)
        {
            var path = build.Context.Length == 0 ? dockerfile : $"{build.Context}/{dockerfile}";
            if (files.Read(path) is not PlatformFile.Found)
            {
                findings.Add(
                    new Diagnostic(
                        StackErrors.DockerfileMissing,
                        $"{service.Service.Name} is built from {Shown.Cut(path)}, which is not there",
                        service.Name
                    )
                );
            }
        }
    }
}
