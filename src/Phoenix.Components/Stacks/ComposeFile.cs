using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using Phoenix.Topology;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace Phoenix.Components.Stacks;

/// <summary>A stack's compose file on its way to Portainer, which sees that one text and nothing beside it. Pure.</summary>
public static class ComposeFile
{
    /// <summary>The services whose image is built, in the file's order.</summary>
    /// <exception cref="PhoenixException">Not a compose file, or a build that cannot be sent.</exception>
    public static ImmutableArray<BuildSection> Builds(Stack stack) =>
        [
            .. ServicesOf(stack, Parse(stack))
                .Where(service => service.Node.Child("build") is not null)
                .Select(service => BuildSection.Of(service.Name, service.Node.Child("build")!, DeclaredBuild(stack, service.Name))),
        ];

    /// <summary>The images of services that are not built, as the file names them; those with variables are left to compose.</summary>
    public static ImmutableArray<string> Images(Stack stack) =>
        [
            .. ServicesOf(stack, Parse(stack))
                .Where(service => service.Node.Child("build") is null)
                .Select(service => service.Node.Text("image"))
                .OfType<string>()
                .Where(image => !image.Contains('$', StringComparison.Ordinal))
                .Distinct(StringComparer.Ordinal),
        ];

    /// <summary>
    /// The text to deploy: built images by their tag, <c>pull_policy: missing</c> (so that every failure of an update shows in its pull step, which leaves the running stack alone),
    /// and labels that mark what is Phoenix's.
    /// </summary>
    /// <param name="stack">The stack.</param>
    /// <param name="platform">The platform's name.</param>
    /// <param name="imageTags">The reference of each built image by its service.</param>
    /// <exception cref="PhoenixException">Not a compose file, or a built service without a reference.</exception>
    public static PreparedCompose Prepare(Stack stack, string platform, ImmutableDictionary<string, string> imageTags)
    {
        var root = Parse(stack);
        // Portainer overrides it with the stack's name.
        root.Remove("name");
        var shared = string.Concat(((string[])["configs", "secrets"]).Select(key => root.Child(key)?.Written()));
        var revisions = ImmutableSortedDictionary.CreateBuilder<string, string>(StringComparer.Ordinal);
        foreach (var (name, service) in ServicesOf(stack, root))
        {
            if (service.Child("build") is not null)
            {
                service.Remove("build");
                service.Set("image", new YamlScalarNode(imageTags[name]));
            }

            if (service.Text("pull_policy") is null or "build")
            {
                service.Set("pull_policy", new YamlScalarNode("missing"));
            }

            revisions[name] = Digest(service.Written() + shared);
            Label(service, StackMarks.PlatformLabel, platform);
            Label(service, StackMarks.StackLabel, stack.Name);
            Label(service, StackMarks.RevisionLabel, revisions[name]);
        }

        return new PreparedCompose(Text(root), revisions.ToImmutable());
    }

    private static YamlMappingNode Parse(Stack stack)
    {
        try
        {
            var stream = new YamlStream();
            stream.Load(new StringReader(stack.ComposeText.TrimStart('\uFEFF')));
            return stream.Documents is [{ RootNode: YamlMappingNode root }]
                ? root
                : throw Invalid(stack, "it is not one document of keys and values");
        }
        catch (YamlException exception)
        {
            throw Invalid(stack, $"line {exception.Start.Line}: {exception.Message}", exception);
        }
    }

    private static IEnumerable<(string Name, YamlMappingNode Node)> ServicesOf(Stack stack, YamlMappingNode root) =>
        root.Child("services") is YamlMappingNode { Children.Count: > 0 } services
            ? services.Children.Select(pair =>
                pair is { Key: YamlScalarNode { Value: { } name }, Value: YamlMappingNode service }
                    ? (name, service)
                    : throw Invalid(stack, $"the service {pair.Key} has no keys and values")
            )
            : throw Invalid(stack, "it has no services");

    private static ComposeBuild DeclaredBuild(Stack stack, string service) =>
        stack.Services.FirstOrDefault(declared => declared.Name == service)?.Build
        ?? throw Invalid(stack, $"the build context of {service} could not be resolved");

    // Labels are a map or a list of NAME=VALUE.
    private static void Label(YamlMappingNode service, string name, string value)
    {
        switch (service.Child("labels"))
        {
            case YamlSequenceNode list:
                list.Add(new YamlScalarNode($"{name}={value}"));
                break;
            case YamlMappingNode map:
                map.Set(name, Quoted(value));
                break;
            default:
                service.Set("labels", new YamlMappingNode { { name, Quoted(value) } });
                break;
        }
    }

    // A digest of digits alone would be read as a number.
    private static YamlScalarNode Quoted(string value) => new(value) { Style = ScalarStyle.DoubleQuoted };

    private static string Digest(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)))[..16];

    private static string Text(YamlMappingNode root) => root.Written().ReplaceLineEndings("\n").TrimEnd('\n', '.') + "\n";

    private static PhoenixException Invalid(Stack stack, string message, Exception? cause = null) =>
        new(StackErrors.ComposeInvalid, $"{stack.ComposePath}: {message}", cause) { Where = $"stack/{stack.Name}" };
}

/// <summary>A compose file ready to be deployed.</summary>
/// <param name="Text">The text.</param>
/// <param name="Revisions">The revision of each service, as its containers are labelled.</param>
public sealed record PreparedCompose(string Text, ImmutableSortedDictionary<string, string> Revisions);
