using System.Collections.Immutable;
using Phoenix.Topology;
using YamlDotNet.RepresentationModel;

namespace Phoenix.Components.Stacks;

/// <summary>The <c>build:</c> of a service.</summary>
public sealed record BuildSection
{
    /// <summary>The service.</summary>
    public required string Service { get; init; }

    /// <summary>The context's directory, relative to the platform's.</summary>
    public required string Context { get; init; }

    /// <summary>The Dockerfile inside the context.</summary>
    public string Dockerfile { get; init; } = "Dockerfile";

    /// <summary>The Dockerfile's text when it stands in the compose file.</summary>
    public string? InlineDockerfile { get; init; }

    /// <summary>The stage to stop at.</summary>
    public string? Target { get; init; }

    /// <summary>Build arguments.</summary>
    public ImmutableSortedDictionary<string, string> Arguments { get; init; } =
        ImmutableSortedDictionary.Create<string, string>(StringComparer.Ordinal);

    /// <summary>The section of a service's node; <paramref name="declared"/> is what the topology resolved of it.</summary>
    /// <exception cref="PhoenixException">It needs what cannot be sent to an engine from outside.</exception>
    internal static BuildSection Of(string service, YamlNode node, ComposeBuild declared)
    {
        var section = new BuildSection
        {
            Service = service,
            Context = declared.Context,
            Dockerfile = declared.Dockerfile ?? "Dockerfile",
        };
        if (node is not YamlMappingNode map)
        {
            return section;
        }

        if (map.Keys().FirstOrDefault(key => !Known.Contains(key)) is { } unknown)
        {
            throw new PhoenixException(StackErrors.ComposeInvalid, $"build.{unknown} of {service} cannot be sent to the Docker host")
            {
                Help = $"Phoenix builds with {string.Join(", ", Known)}",
            };
        }

        return section with
        {
            InlineDockerfile = map.Text("dockerfile_inline"),
            Target = map.Text("target"),
            Arguments = ArgumentsOf(service, map.Child("args")),
        };
    }

    private static readonly ImmutableArray<string> Known = ["context", "dockerfile", "dockerfile_inline", "target", "args"];

    private static ImmutableSortedDictionary<string, string> ArgumentsOf(string service, YamlNode? node)
    {
        var pairs = node switch
        {
            YamlMappingNode map => map.Children.Select(pair => ($"{pair.Key}", $"{pair.Value}")),
            YamlSequenceNode list => list
                .Children.Select(item => $"{item}".Split('=', 2))
                .Select(parts => (parts[0], parts.ElementAtOrDefault(1) ?? "")),
            _ => [],
        };
        var arguments = pairs.ToImmutableSortedDictionary(pair => pair.Item1, pair => pair.Item2, StringComparer.Ordinal);
        return arguments.FirstOrDefault(pair => pair.Value.Contains('$', StringComparison.Ordinal)) is { Key: { } variable }
            ? throw new PhoenixException(StackErrors.ComposeInvalid, $"the build argument {variable} of {service} holds a variable")
            {
                Help = "Write its value; images are built before the stack's environment is known to compose",
            }
            : arguments;
    }
}
