using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using Phoenix.Topology;
using Phoenix.Topology.Compose;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace Phoenix.Components.Stacks;

/// <summary>A stack's compose file on its way to Portainer, which sees that one text and nothing beside it. Pure.</summary>
public static class ComposeFile
{
    private const string DocumentEnd = "\n...\n";

    // What services share: a change of it recreates them all.
    private static readonly ImmutableArray<string> Shared = ["configs", "secrets"];

    /// <summary>The services whose image is built, in the file's order.</summary>
    /// <exception cref="PhoenixException">Not a compose file, or a build that cannot be sent.</exception>
    public static ImmutableArray<BuildSection> Builds(Stack stack) =>
        [
            .. ServicesOf(stack, Parse(stack))
                .Where(service => service.Node.Child("build") is not null)
                .Select(service => BuildSection.Of(service.Name, service.Node.Child("build")!, DeclaredBuild(stack, service.Name))),
        ];

    /// <summary>The images of services that are started and not built; those with variables that are not known here are left to compose.</summary>
    public static ImmutableArray<NeededImage> Images(Stack stack) =>
        [
            .. from service in ServicesOf(stack, Parse(stack))
            where service.Node.Child("build") is null && ServiceExpectation.Of(service.Node, ValuesOf(stack)) is not null
            let image = Interpolation.Resolve(service.Node.Text("image") ?? "", ValuesOf(stack))
            where !string.IsNullOrEmpty(image)
            let mayBePulled = service.Node.Child("platform") is null && service.Node.Text("pull_policy") is not ("never" or "build")
            group mayBePulled by image into needed
            select new NeededImage(needed.Key!, needed.All(may => may)),
        ];

    /// <summary>What is expected of the services of which compose starts containers.</summary>
    /// <exception cref="PhoenixException">Not a compose file.</exception>
    public static ImmutableSortedDictionary<string, ServiceExpectation> Expected(Stack stack) =>
        ServicesOf(stack, Parse(stack))
            .Select(service => (service.Name, Expected: ServiceExpectation.Of(service.Node, ValuesOf(stack))))
            .Where(service => service.Expected is not null)
            .ToImmutableSortedDictionary(service => service.Name, service => service.Expected!, StringComparer.Ordinal);

    /// <summary>The variables that reach containers through top-level <c>configs</c> and <c>secrets</c>.</summary>
    public static ImmutableSortedSet<string> Delivered(Stack stack)
    {
        var entries =
            from kind in Shared
            let map = Parse(stack).Child(kind) as YamlMappingNode
            from entry in map?.Children.Values ?? []
            select entry;
        return entries
            .SelectMany(entry =>
                entry
                    .AllNodes.OfType<YamlScalarNode>()
                    .SelectMany(scalar => Interpolation.Names(scalar.Value ?? ""))
                    .Concat(entry is YamlMappingNode map && map.Text("environment") is { } variable ? [variable] : [])
            )
            .ToImmutableSortedSet(StringComparer.Ordinal);
    }

    /// <summary>
    /// The text to deploy: built images by their tag, <c>pull_policy: missing</c> (so that every failure of an update shows in its pull step, which leaves the running stack alone),
    /// ports on the guest's own address, and labels that mark what is Phoenix's. Aliases are written out, because services are changed one by one.
    /// </summary>
    /// <param name="stack">The stack.</param>
    /// <param name="platform">Its platform.</param>
    /// <param name="imageTags">The reference of each built image by its service.</param>
    /// <param name="delivered">A digest of the values of <see cref="Delivered"/>.</param>
    /// <exception cref="PhoenixException">Not a compose file, or a built service without a reference.</exception>
    public static PreparedCompose Prepare(
        Stack stack,
        Platform platform,
        ImmutableDictionary<string, string> imageTags,
        string delivered = ""
    )
    {
        var address = platform.Guests.First(guest => guest.Name == stack.On).Address;
        var root = Parse(stack);
        // Portainer overrides it with the stack's name.
        root.Remove("name");
        var shared = string.Concat(Shared.Select(key => root.Child(key)?.Written())) + delivered;
        var revisions = ImmutableSortedDictionary.CreateBuilder<string, string>(StringComparer.Ordinal);
        foreach (var (name, service) in ServicesOf(stack, root))
        {
            // What is built has no registry that it could be pulled from, whatever the file says.
            var isBuilt = service.Child("build") is not null;
            if (isBuilt)
            {
                service.Remove("build");
                service.Set("image", new YamlScalarNode(imageTags[name]));
            }

            if (isBuilt || service.Text("pull_policy") is null or "build")
            {
                service.Set("pull_policy", new YamlScalarNode("missing"));
            }

            PortAddresses.Bind(service, address, ValuesOf(stack));

            revisions[name] = Digest(service.Written() + shared);
            Label(service, StackMarks.PlatformLabel, platform.Name);
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
                ? (YamlMappingNode)YamlExpansion.Of(root)
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

    // The writer ends a document with a mark of its own.
    private static string Text(YamlMappingNode root) =>
        root.Written() is var text && text.EndsWith(DocumentEnd, StringComparison.Ordinal) ? text[..^(DocumentEnd.Length - 1)] : text;

    private static Func<string, string?> ValuesOf(Stack stack) =>
        name => stack.Environment.LastOrDefault(variable => variable.Name == name)?.Value;

    private static PhoenixException Invalid(Stack stack, string message, Exception? cause = null) =>
        new(StackErrors.ComposeInvalid, $"{stack.ComposePath}: {message}", cause) { Where = $"stack/{stack.Name}" };
}

/// <summary>A compose file ready to be deployed.</summary>
/// <param name="Text">The text.</param>
/// <param name="Revisions">The revision of each service, as its containers are labelled.</param>
public sealed record PreparedCompose(string Text, ImmutableSortedDictionary<string, string> Revisions);
