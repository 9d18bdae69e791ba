namespace Phoenix.Lab.Firewall;

/// <summary>A version of IP.</summary>
public enum AddressFamily
{
    /// <summary>IPv4.</summary>
    IPv4,

    /// <summary>IPv6.</summary>
    IPv6,
}
