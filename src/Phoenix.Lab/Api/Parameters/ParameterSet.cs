using System.Collections.Immutable;
using Phoenix.Lab.Api.Http;

namespace Phoenix.Lab.Api.Parameters;

/// <summary>All parameters a method takes. It takes no others.</summary>
internal sealed class ParameterSet
{
    private const string Unknown = "property is not defined in schema and the schema does not allow additional properties";
    private const string Missing = "property is missing and it is not optional";

    private readonly ImmutableDictionary<string, Parameter> _byName;

    /// <summary>Declares the parameters; numbered ones are spread.</summary>
    public ParameterSet(params IEnumerable<Parameter> parameters)
    {
        All =
        [
            .. parameters.SelectMany(static parameter =>
                parameter.Count == 0
                    ? [parameter]
                    : Enumerable
                        .Range(0, parameter.Count)
                        .Select(number => parameter with { Name = $"{parameter.Name}{number}", Count = 0 })
            ),
        ];
        _byName = All.ToImmutableDictionary(static parameter => parameter.Name);
    }

    /// <summary>The declarations.</summary>
    public ImmutableArray<Parameter> All { get; }

    /// <summary>The declaration of a name, or null.</summary>
    public Parameter? Find(string name) => _byName.GetValueOrDefault(name);

    /// <summary>Every bad parameter with its text; empty when all are good.</summary>
    public ImmutableSortedDictionary<string, string> Errors(ImmutableDictionary<string, ParameterValue> values)
    {
        var errors = ImmutableSortedDictionary.CreateBuilder<string, string>(StringComparer.Ordinal);
        foreach (var parameter in All)
        {
            if (!values.TryGetValue(parameter.Name, out var value) || value is ParameterValue.Nothing)
            {
                if (parameter.Required)
                {
                    errors[parameter.Name] = Missing;
                }
                continue;
            }
            if (ParameterCheck.Error(parameter, parameter.Name, value) is { } error)
            {
                errors[parameter.Name] = error;
            }
            else if (parameter.Requires is { } other && !values.ContainsKey(other))
            {
                errors[other] = $"missing property - '{parameter.Name}' requires this property";
            }
        }
        foreach (var name in values.Keys.Where(name => !_byName.ContainsKey(name)))
        {
            errors[name] = Unknown;
        }
        return errors.ToImmutable();
    }
}
