namespace Phoenix.Topology;

/// <summary>How much a <see cref="Diagnostic"/> weighs.</summary>
public enum Severity
{
    /// <summary>The file is used, but the user should know.</summary>
    Warning,

    /// <summary>The file is not used.</summary>
    Error,
}
