namespace Phoenix.Components.StepCa;

/// <summary>Where the CA's files are; <see cref="InGuest"/> in the guest.</summary>
/// <param name="Configuration">Directory of the configuration and the keys.</param>
/// <param name="Database">Directory of the database.</param>
public sealed record StepCaPaths(string Configuration, string Database)
{
    /// <summary>The paths in the CA's guest.</summary>
    public static readonly StepCaPaths InGuest = new("/etc/step-ca", "/var/lib/step-ca/db");

    /// <summary><c>ca.json</c>.</summary>
    public string Json => Configuration + "/ca.json";

    /// <summary>The root's certificate.</summary>
    public string Root => Configuration + "/root.crt";

    /// <summary>The intermediate's certificate.</summary>
    public string Intermediate => Configuration + "/intermediate.crt";

    /// <summary>The intermediate's encrypted key.</summary>
    public string IntermediateKey => Configuration + "/intermediate.key";

    /// <summary>What decrypts the key.</summary>
    public string Password => Configuration + "/password";
}
