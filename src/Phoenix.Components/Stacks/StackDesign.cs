using System.Collections.Immutable;
using Phoenix.Components.Portainer.Api;
using Phoenix.Components.Secrets;
using Phoenix.Topology;

namespace Phoenix.Components.Stacks;

/// <summary>What a stack is to be: the text that is deployed, its variables, and the revision of each service.</summary>
/// <param name="File">The compose file as Portainer gets it.</param>
/// <param name="Variables">All variables, quoted for <c>stack.env</c>: declared, secrets, and the mark of the platform.</param>
/// <param name="Revisions">The revision label of each service.</param>
/// <param name="Expected">What is expected of the services of which containers are started.</param>
public sealed record StackDesign(
    string File,
    ImmutableArray<StackVariable> Variables,
    ImmutableSortedDictionary<string, string> Revisions,
    ImmutableSortedDictionary<string, ServiceExpectation> Expected
)
{
    /// <summary>How long the stack may take until it is healthy.</summary>
    public TimeSpan Patience => Expected.Values.Select(service => service.Patience).DefaultIfEmpty(ServiceExpectation.LeastPatience).Max();

    /// <summary>The design of a stack. A secret that is not in the store is left out of the variables: it is made when the stack is applied.</summary>
    public static async Task<StackDesign> OfAsync(
        Platform platform,
        Stack stack,
        IContextFiles contexts,
        ISecretStore secrets,
        CancellationToken cancel
    )
    {
        var images = await ImagesAsync(stack, contexts, cancel);
        var variables = stack
            .Environment.Select(variable => StackVariables.Of(variable.Name, variable.Value))
            .Append(StackVariables.Of(StackMarks.Variable, platform.Name))
            .ToList();
        foreach (var name in stack.Secrets)
        {
            if (await secrets.FindAsync(name, cancel) is { } secret)
            {
                variables.Add(StackVariables.Of(name, secret.Reveal()));
            }
        }

        var key = await secrets.FindAsync(DeliveredValues.KeyName, cancel);
        var prepared = ComposeFile.Prepare(
            stack,
            platform,
            images.ToImmutableDictionary(image => image.Section.Service, image => image.Reference),
            DeliveredValues.Digest(ComposeFile.Delivered(stack), variables, key)
        );
        return new StackDesign(prepared.Text, [.. variables], prepared.Revisions, ComposeFile.Expected(stack));
    }

    /// <summary>Makes the secrets that a deploy needs and that are not in the store.</summary>
    public static async Task MakeSecretsAsync(Stack stack, ISecretStore secrets, CancellationToken cancel)
    {
        foreach (var name in ComposeFile.Delivered(stack).IsEmpty ? stack.Secrets : stack.Secrets.Add(DeliveredValues.KeyName))
        {
            await RandomSecret.FindOrMakeAsync(secrets, name, cancel);
        }
    }

    /// <summary>The images a stack builds.</summary>
    public static async Task<ImmutableArray<StackImage>> ImagesAsync(Stack stack, IContextFiles contexts, CancellationToken cancel)
    {
        var images = ImmutableArray.CreateBuilder<StackImage>();
        foreach (var section in ComposeFile.Builds(stack))
        {
            images.Add(StackImage.Of(stack.Name, section, await contexts.ReadAsync(section, cancel)));
        }

        return images.ToImmutable();
    }
}
