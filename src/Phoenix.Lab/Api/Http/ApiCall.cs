using System.Collections.Immutable;
using Phoenix.Lab.Api.Access;

namespace Phoenix.Lab.Api.Http;

/// <summary>A verified call of an API method.</summary>
/// <param name="Caller">Who asks.</param>
/// <param name="Parameters">The parameters of path, query and body, each verified against the method's declaration.</param>
/// <param name="Upload">The uploaded file, for the one method that takes one.</param>
internal sealed record ApiCall(Caller Caller, ImmutableDictionary<string, ParameterValue> Parameters, UploadedFile? Upload)
{
    /// <summary>Whether the parameter was sent, even empty.</summary>
    public bool Has(string name) => Parameters.ContainsKey(name);

    /// <summary>A parameter's text, or null when it was not sent.</summary>
    public string? Find(string name) =>
        Parameters.GetValueOrDefault(name) switch
        {
            ParameterValue.Text text => text.Value,
            // Lists were joined as the real node does: by a NUL in forms, by a semicolon for what is stored.
            ParameterValue.List list => string.Join(';', list.Values),
            _ => null,
        };

    /// <summary>The text of a parameter that the method requires.</summary>
    public string Text(string name) => Find(name) ?? throw new InvalidOperationException($"'{name}' is not declared as required");

    /// <summary>The guest's id of the path or body.</summary>
    public int Vmid => (int)Integer("vmid", 0);

    /// <summary>A whole number, already verified, or <paramref name="otherwise"/>.</summary>
    public long Integer(string name, long otherwise) => Find(name) is { Length: > 0 } text ? long.Parse(text) : otherwise;

    /// <summary>A switch; absent is off.</summary>
    public bool Flag(string name) => Find(name) == "1";

    /// <summary>The items of an array parameter.</summary>
    public ImmutableArray<string> Items(string name) =>
        Parameters.GetValueOrDefault(name) switch
        {
            ParameterValue.List list => list.Values,
            ParameterValue.Text text => [text.Value],
            _ => [],
        };
}
