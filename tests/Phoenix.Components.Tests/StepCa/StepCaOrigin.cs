namespace Phoenix.Components.Tests.StepCa;

/// <summary>Where the step-ca under test comes from.</summary>
public enum StepCaOrigin
{
    /// <summary>The official program, from the bundle.</summary>
    Bundle,

    /// <summary>Built from Debian's packages.</summary>
    Debian,
}
