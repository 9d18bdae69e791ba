using Phoenix.Topology.Reading;
using Phoenix.Topology.Yaml;

namespace Phoenix.Topology.Compose;

/// <summary>Reads the <c>build</c> of a service and keeps its context in the platform's directory.</summary>
internal sealed class BuildReader(string directory, Findings findings)
{
    public ComposeBuild? Read(Node? node) =>
        node switch
        {
            null or ScalarNode { IsNull: true } => null,
            ScalarNode context => Build(context, null, isInline: false),
            MapNode map => Build(
                map["context"] as ScalarNode ?? new ScalarNode(map.Span, ".", isPlain: true),
                map["dockerfile"] as ScalarNode,
                map["dockerfile_inline"] is not null
            ),
            _ => Wrong(node),
        };

    private ComposeBuild? Build(ScalarNode context, ScalarNode? dockerfile, bool isInline)
    {
        if (RelativePath.Resolve(directory, context.Text) is not { } resolved)
        {
            Outside(context, "build context");
            return null;
        }

        if (isInline)
        {
            return new ComposeBuild(resolved, null);
        }

        var file = dockerfile?.Text ?? "Dockerfile";
        if (RelativePath.Resolve("", file) is not { Length: > 0 } inContext)
        {
            Outside(dockerfile!, "Dockerfile");
            return null;
        }

        return new ComposeBuild(resolved, inContext);
    }

    private void Outside(ScalarNode path, string what) =>
        findings.Add(
            new Diagnostic(
                StackErrors.ContextOutside,
                $"the {what} {Shown.Quoted(path.Text)} is not in the directory of phoenix.yaml",
                path.Span
            )
            {
                Help = "move it beside the compose file",
            }
        );

    private ComposeBuild? Wrong(Node node)
    {
        findings.Add(new Diagnostic(StackErrors.ComposeShape, "build must be a path, or keys and values", node.Span));
        return null;
    }
}
