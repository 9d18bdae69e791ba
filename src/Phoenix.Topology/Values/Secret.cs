namespace Phoenix.Topology;

/// <summary>A value that must never be shown: it prints as stars and takes no part in serialisation.</summary>
public sealed class Secret(string value) : IEquatable<Secret>
{
    /// <summary>The value in the clear. Call it only where it is handed to the component that needs it.</summary>
    public string Reveal() => value;

    /// <inheritdoc />
    public bool Equals(Secret? other) => other is not null && string.Equals(value, other.Reveal(), StringComparison.Ordinal);

    /// <inheritdoc />
    public override bool Equals(object? obj) => Equals(obj as Secret);

    /// <inheritdoc />
    public override int GetHashCode() => value.GetHashCode(StringComparison.Ordinal);

    /// <summary>Stars, whatever the value is.</summary>
    public override string ToString() => "********";
}
