using System.Collections.Immutable;
using Phoenix.Components.Portainer.Api;
using Phoenix.Topology;

namespace Phoenix.Components.Stacks;

/// <summary>Housekeeping of built images.</summary>
internal static class StackImages
{
    /// <summary>Takes away the images of a stack's services but those that are kept. One that a container still uses stays.</summary>
    public static async Task RemoveFormerAsync(DockerApi docker, Stack stack, ImmutableArray<string> kept, CancellationToken cancel)
    {
        foreach (var service in stack.Services.Where(service => service.Build is not null))
        {
            var images = await docker.ImagesOfAsync(StackImage.RepositoryOf(stack.Name, service.Name), cancel);
            foreach (var reference in images.SelectMany(image => image.RepoTags ?? []).Where(reference => !kept.Contains(reference)))
            {
                await docker.DeleteImageAsync(reference, cancel);
            }
        }
    }
}
