namespace Phoenix.Engine;

/// <summary>The stable id of a resource: a kind and a name, printed as <c>guest/nginx</c>.</summary>
public readonly record struct ResourceId(string Kind, string Name)
{
    /// <inheritdoc />
    public override string ToString() => $"{Kind}/{Name}";
}
