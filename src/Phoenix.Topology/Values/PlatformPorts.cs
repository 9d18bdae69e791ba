namespace Phoenix.Topology;

/// <summary>The ports that the systems of a platform agree on.</summary>
public static class PlatformPorts
{
    /// <summary>dnsmasq on the host.</summary>
    public const int Dns = 53;

    /// <summary>The gateway's redirect to https.</summary>
    public const int Http = 80;

    /// <summary>The gateway, the router and the CA.</summary>
    public const int Https = 443;

    /// <summary>The control plane's API and user interface.</summary>
    public const int ControlPlane = 9443;

    /// <summary>The Portainer agent of a Docker host.</summary>
    public const int Agent = 9001;

    /// <summary>The depot, which hands programs and archives to guests: on the host's address, open during a run.</summary>
    public const int Depot = 8780;
}
