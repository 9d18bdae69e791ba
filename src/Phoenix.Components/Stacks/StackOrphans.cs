using System.Collections.Immutable;
using Phoenix.Components.Portainer.Api;
using Phoenix.Engine;

namespace Phoenix.Components.Stacks;

/// <summary>Finds stacks that this platform made and that it no longer declares, or no more on that host.</summary>
public sealed class StackOrphans(StackContext context) : IOrphanFinder
{
    /// <inheritdoc />
    public string Kind => "stack";

    /// <inheritdoc />
    public async Task<ImmutableArray<IResource>> FindAsync(CancellationToken cancel)
    {
        if (await context.Portainer.FindOperatorAsync(cancel) is not { } client)
        {
            return [];
        }

        var hosts = (await client.Environments.ListAsync(cancel)).ToDictionary(found => found.Id, found => found.Name);
        return
        [
            .. (await client.Stacks.ListAsync(cancel))
                .Where(stack => stack.IsMarkedWith(context.Context.Platform.Name))
                .Select(stack => (Stack: stack, Host: hosts.GetValueOrDefault(stack.EndpointId)))
                // Of an environment that is gone: a declared stack adopts it, and without any environment nothing can be done.
                .Where(found =>
                    found.Host is null ? hosts.Count > 0 && !IsDeclared(found.Stack.Name) : !IsDeclared(found.Stack.Name, found.Host)
                )
                .Select(found => (IResource)new OrphanedStack(context.Portainer, found.Stack, found.Host, context.Context.Platform.Name)),
        ];
    }

    private bool IsDeclared(string name) => context.Context.Platform.Stacks.Any(stack => stack.Name == name);

    private bool IsDeclared(string name, string host) =>
        context.Context.Platform.Stacks.Any(stack => stack.Name == name && stack.On == host);
}
