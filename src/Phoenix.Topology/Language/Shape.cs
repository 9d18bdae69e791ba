using System.Text.Json.Nodes;

namespace Phoenix.Topology.Language;

/// <summary>What a value looks like. The reader, the JSON Schema and the reference all follow from it.</summary>
internal abstract class Shape
{
    /// <summary>What it is, for messages and the reference: <c>an address</c>.</summary>
    public abstract string Noun { get; }

    /// <summary>The form of a single value in a few words; null when the noun says it.</summary>
    public virtual string? Form => null;

    /// <summary>The JSON Schema of the value.</summary>
    public abstract JsonObject Schema();

    /// <summary>Shapes within this one: a section, or what a list or a map holds.</summary>
    public virtual Shape? Inner => null;
}

/// <summary>A shape whose values become <typeparamref name="T"/>.</summary>
internal abstract class Shape<T> : Shape
{
    /// <summary>Reads a value; null when it has another shape, which <paramref name="findings"/> then says.</summary>
    /// <param name="node">The value.</param>
    /// <param name="key">The key it belongs to.</param>
    /// <param name="findings">Takes what is wrong.</param>
    public abstract Located<T>? Read(Yaml.Node node, Yaml.ScalarNode? key, Reading.Findings findings);

    /// <summary>Reports that something of another type stands there.</summary>
    protected Located<T>? Wrong(Yaml.Node node, Yaml.ScalarNode? key, Reading.Findings findings, string? help = null)
    {
        var subject = key is null ? "this" : Shown.Quoted(key.Text);
        var isEmpty = node is Yaml.ScalarNode { IsNull: true };
        var (message, span) = isEmpty ? ($"{subject} has no value", key?.Span ?? node.Span) : ($"{subject} must be {Noun}", node.Span);
        findings.Add(
            new Diagnostic(YamlErrors.WrongType, message, span)
            {
                Note =
                    node is Yaml.ScalarNode { IsNull: false } written ? $"{Shown.Quoted(written.Text)} is not {Noun}"
                    : node is Yaml.ScalarNode ? $"needs {Noun}"
                    : $"this is {node.Noun}",
                Help = help ?? (isEmpty ? "write its value, or remove the key if it is not needed" : null),
            }
        );
        return null;
    }
}
