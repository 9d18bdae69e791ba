using System.Collections.Immutable;
using Phoenix.Components.Portainer.Api;

namespace Phoenix.Components.Stacks;

/// <summary>The image of a service that is built: its context and the reference that follows from it.</summary>
public sealed record StackImage(BuildSection Section, BuildContext Context, string Reference)
{
    private const int DigestLength = 12;

    /// <summary>The repository of a service's images. No name has a slash, so two stacks never share one.</summary>
    public static string RepositoryOf(string stack, string service) => $"phoenix/{stack}/{service}".ToLowerInvariant();

    /// <summary>The image of a section with these files; the tag is the digest of all that goes into it.</summary>
    public static StackImage Of(string stack, BuildSection section, ImmutableArray<ContextFile> files)
    {
        var context = BuildContext.Of(section, files);
        return new StackImage(section, context, $"{RepositoryOf(stack, section.Service)}:{context.DigestWith(section)[..DigestLength]}");
    }

    /// <summary>How the engine is told to build it, marked as the platform's.</summary>
    public ImageBuild BuildFor(string platform, string stack) =>
        new(
            Reference,
            Context.Dockerfile,
            Section.Target,
            Section.Arguments,
            ImmutableSortedDictionary.CreateRange(
                StringComparer.Ordinal,
                new KeyValuePair<string, string>[] { new(StackMarks.PlatformLabel, platform), new(StackMarks.StackLabel, stack) }
            )
        );
}
