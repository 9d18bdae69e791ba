using System.Text.Json.Nodes;

namespace Phoenix.Topology.Language;

/// <summary>A key of a section: its name, what its value looks like, and what the reference says of it.</summary>
internal abstract record Key(string Name, string Doc)
{
    /// <summary>The section cannot be read without it.</summary>
    public bool Required { get; init; }

    /// <summary>What counts when the key is left out, in the words of the reference.</summary>
    public string? Default { get; init; }

    /// <summary>A value as one would write it.</summary>
    public required string Example { get; init; }

    /// <summary>What its value looks like.</summary>
    public abstract Shape Value { get; }

    /// <summary>Reads the key's value for what is found on the way.</summary>
    public abstract void Check(Fields fields);

    /// <summary>The JSON Schema of the value with the key's doc.</summary>
    public JsonObject Schema()
    {
        var schema = Value.Schema();
        schema["description"] = Default is null ? Doc : $"{Doc} Default: {Default}.";
        return schema;
    }
}

/// <summary>A key whose value becomes <typeparamref name="T"/>.</summary>
internal sealed record Key<T>(string Name, Shape<T> Shape, string Doc) : Key(Name, Doc)
{
    public override Shape Value => Shape;

    public override void Check(Fields fields) => fields.Read(this);
}
