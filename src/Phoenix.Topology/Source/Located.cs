namespace Phoenix.Topology;

/// <summary>A value and the place it was written at.</summary>
internal sealed record Located<T>(T Value, SourceSpan Span);
