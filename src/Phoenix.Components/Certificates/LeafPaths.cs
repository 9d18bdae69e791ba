namespace Phoenix.Components.Certificates;

/// <summary>Where leaves are in a guest: <c>GUEST.crt</c> (full chain), <c>GUEST.key</c> and <c>root.crt</c>.</summary>
public static class LeafPaths
{
    /// <summary>The directory.</summary>
    public const string Directory = "/etc/phoenix/tls";
}
