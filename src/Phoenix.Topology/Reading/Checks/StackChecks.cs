namespace Phoenix.Topology.Reading.Checks;

/// <summary>Where stacks run, and what they publish there.</summary>
internal static class StackChecks
{
    public static IEnumerable<Diagnostic> Of(PlatformDraft draft) =>
        [
            .. draft.GuestsAreKnown ? draft.Stacks.SelectMany(stack => Guest(stack, draft)) : [],
            .. draft.Stacks.SelectMany(Variables),
            .. Ports(draft),
            .. ImageChecks.Of(draft),
        ];

    private static IEnumerable<Diagnostic> Guest(StackDraft stack, PlatformDraft draft)
    {
        if (stack.On is not { } on)
        {
            yield break;
        }

        var dockerHosts = draft.Guests.Where(guest => guest.Role?.Value == GuestRole.DockerHost).Select(guest => guest.Name.Value).ToList();
        if (draft.GuestNamed(on.Value) is not { } guest)
        {
            yield return new Diagnostic(StackErrors.UnknownGuest, $"there is no guest {on.Value}", on.Span)
            {
                Help =
                    Language.DidYouMean.Help(on.Value, dockerHosts)
                    ?? (dockerHosts.Count > 0 ? $"Docker runs on {string.Join(", ", dockerHosts)}" : "add a guest with runs: docker-host"),
            };
        }
        else if (guest.Role is { Value: not GuestRole.DockerHost })
        {
            yield return new Diagnostic(StackErrors.NoDocker, $"{on.Value} has no Docker for stacks", on.Span)
            {
                Note = "does not run docker-host",
                Help = dockerHosts.Count > 0 ? $"Docker runs on {string.Join(", ", dockerHosts)}" : "add a guest with runs: docker-host",
            };
        }
    }

    private static IEnumerable<Diagnostic> Variables(StackDraft stack)
    {
        var set = new Dictionary<string, SourceSpan>();
        foreach (var variable in stack.Environment.Select(variable => variable.Name).Concat(stack.Secrets))
        {
            if (!set.TryAdd(variable.Value, variable.Span))
            {
                yield return new Diagnostic(StackErrors.VariableTwice, $"{variable.Value} is set twice", variable.Span)
                {
                    Note = $"the first is in line {set[variable.Value].Line}",
                    Related = set[variable.Value],
                };
            }
        }
    }

    private static IEnumerable<Diagnostic> Ports(PlatformDraft draft)
    {
        foreach (var onGuest in draft.Stacks.Where(stack => stack.On is not null).GroupBy(stack => stack.On!.Value))
        {
            var taken = new TakenPorts();
            taken.Take(
                new PublishedPort(null, PlatformPorts.Agent, PlatformPorts.Agent, TransportProtocol.Tcp),
                "the Portainer agent",
                null
            );
            foreach (var (stack, service) in onGuest.SelectMany(stack => stack.Services.Select(service => (stack, service))))
            {
                foreach (var port in service.Ports)
                {
                    if (taken.Take(port.Value, $"{stack.Name.Value}/{service.Service.Name}", port.Span) is { } earlier)
                    {
                        yield return new Diagnostic(
                            StackErrors.PortTaken,
                            $"port {port.Value} of {onGuest.Key} is published twice",
                            port.Span
                        )
                        {
                            Note = $"{earlier.By} has {earlier.Port}",
                            Related = earlier.At,
                        };
                    }
                }
            }
        }
    }
}
