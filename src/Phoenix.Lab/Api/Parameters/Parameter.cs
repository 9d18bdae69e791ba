using System.Collections.Immutable;
using System.Text.RegularExpressions;

namespace Phoenix.Lab.Api.Parameters;

/// <summary>Checks a text. Returns what is wrong, in the words of the real node, or null.</summary>
/// <param name="path">Where the value stands, e.g. <c>net0</c>; errors inside property strings name it.</param>
/// <param name="value">The value.</param>
internal delegate string? ValueFormat(string path, string value);

/// <summary>The declaration of a parameter, or of a key inside a property string.</summary>
internal sealed record Parameter(string Name, ParameterType Type)
{
    /// <summary>It must be sent.</summary>
    public bool Required { get; init; }

    /// <summary>How many numbered parameters this one stands for: <c>net</c> with 32 is net0 to net31; 0: not numbered.</summary>
    public int Count { get; init; }

    /// <summary>Least number.</summary>
    public double? Minimum { get; init; }

    /// <summary>Greatest number.</summary>
    public double? Maximum { get; init; }

    /// <summary>Least characters.</summary>
    public int? MinimumLength { get; init; }

    /// <summary>Most characters.</summary>
    public int? MaximumLength { get; init; }

    /// <summary>The whole value must match.</summary>
    public Regex? Pattern { get; init; }

    /// <summary>The only values; empty: any.</summary>
    public ImmutableArray<string> Choices { get; init; } = [];

    /// <summary>A check by name, or null.</summary>
    public ValueFormat? Format { get; init; }

    /// <summary>The value is a list in one text; an array is taken as well.</summary>
    public bool ListFormat { get; init; }

    /// <summary>The key of a property string that may stand without its name: <c>volume</c> in <c>local:1,size=1G</c>.</summary>
    public bool DefaultKey { get; init; }

    /// <summary>A parameter that must be sent with this one, or null.</summary>
    public string? Requires { get; init; }

    /// <summary>The same, required.</summary>
    public Parameter Must() => this with { Required = true };

    /// <summary>Text.</summary>
    public static Parameter Text(string name, ValueFormat? format = null, int? longest = null) =>
        new(name, ParameterType.String) { Format = format, MaximumLength = longest };

    /// <summary>Text out of a few.</summary>
    public static Parameter Choice(string name, params ImmutableArray<string> choices) =>
        new(name, ParameterType.String) { Choices = choices };

    /// <summary>A whole number.</summary>
    public static Parameter Integer(string name, double? minimum = null, double? maximum = null) =>
        new(name, ParameterType.Integer) { Minimum = minimum, Maximum = maximum };

    /// <summary>A switch.</summary>
    public static Parameter Flag(string name) => new(name, ParameterType.Boolean);
}
