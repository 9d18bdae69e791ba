using System.Globalization;
using System.Text.RegularExpressions;
using Phoenix.Lab.Api.Http;

namespace Phoenix.Lab.Api.Parameters;

/// <summary>Checks one value against its declaration, in the order and with the words of the real node: type, format, length, pattern, range, choices.</summary>
internal static partial class ParameterCheck
{
    /// <summary>What is wrong with the value, or null.</summary>
    public static string? Error(Parameter parameter, string path, ParameterValue value)
    {
        if (parameter.Type == ParameterType.Array)
        {
            return value is ParameterValue.Hash ? "type check ('array') failed" : null;
        }
        switch (value)
        {
            case ParameterValue.Hash:
                return $"type check ('{TypeName(parameter.Type)}') failed - got HASH";
            case ParameterValue.List when !parameter.ListFormat:
                return $"type check ('{TypeName(parameter.Type)}') failed - got ARRAY";
            case ParameterValue.List list:
                return Error(parameter, path, string.Join(';', list.Values));
            default:
                return Error(parameter, path, ((ParameterValue.Text)value).Value);
        }
    }

    /// <summary>What is wrong with a text, or null.</summary>
    public static string? Error(Parameter parameter, string path, string value)
    {
        if (!HasType(parameter.Type, value))
        {
            return $"type check ('{TypeName(parameter.Type)}') failed - got '{value}'";
        }
        if (parameter.Format?.Invoke(path, value) is { } wrong)
        {
            return $"invalid format - {wrong}\n";
        }
        if (parameter.Pattern is { } pattern && !pattern.IsMatch(value))
        {
            return "value does not match the regex pattern";
        }
        if (parameter.MaximumLength < value.Length)
        {
            return $"value may only be {parameter.MaximumLength} characters long";
        }
        if (parameter.MinimumLength > value.Length)
        {
            return $"value must be at least {parameter.MinimumLength} characters long";
        }
        return Range(parameter, value) ?? Choice(parameter, value);
    }

    private static string? Range(Parameter parameter, string value)
    {
        if (parameter.Type is not (ParameterType.Integer or ParameterType.Number))
        {
            return null;
        }
        var number = double.Parse(value, NumberStyles.Float, CultureInfo.InvariantCulture);
        if (number < parameter.Minimum)
        {
            return $"value must have a minimum value of {parameter.Minimum}";
        }
        return number > parameter.Maximum ? $"value must have a maximum value of {parameter.Maximum}" : null;
    }

    private static string? Choice(Parameter parameter, string value) =>
        parameter.Choices.IsEmpty || parameter.Choices.Contains(value)
            ? null
            : $"value '{value}' does not have a value in the enumeration '{string.Join(", ", parameter.Choices)}'";

    private static bool HasType(ParameterType type, string value) =>
        type switch
        {
            ParameterType.Integer => WholeNumber.IsMatch(value),
            ParameterType.Number => DecimalNumber.IsMatch(value),
            ParameterType.Boolean => value is "0" or "1",
            _ => true,
        };

    private static string TypeName(ParameterType type) =>
        type switch
        {
            ParameterType.Integer => "integer",
            ParameterType.Number => "number",
            ParameterType.Boolean => "boolean",
            ParameterType.Array => "array",
            _ => "string",
        };

    [GeneratedRegex(@"^[+-]?[0-9]+\z", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex WholeNumber { get; }

    [GeneratedRegex(@"^[+-]?([0-9]+(\.[0-9]*)?|\.[0-9]+)([eE][+-]?[0-9]+)?\z", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex DecimalNumber { get; }
}
