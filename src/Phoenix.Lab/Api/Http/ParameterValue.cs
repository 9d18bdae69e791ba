using System.Collections.Immutable;

namespace Phoenix.Lab.Api.Http;

/// <summary>A parameter as it was sent. Forms know only text; JSON also sends lists and objects.</summary>
internal abstract record ParameterValue
{
    private ParameterValue() { }

    /// <summary>One value, as text. JSON's true and false are 1 and 0.</summary>
    public sealed record Text(string Value) : ParameterValue;

    /// <summary>A JSON array, or a form key that was sent more than once.</summary>
    public sealed record List(ImmutableArray<string> Values) : ParameterValue;

    /// <summary>JSON's null: sent, but without a value. Creation takes it for absent, a change of a configuration for empty.</summary>
    public sealed record Nothing : ParameterValue;

    /// <summary>A JSON object; no parameter takes one.</summary>
    public sealed record Hash : ParameterValue;
}
