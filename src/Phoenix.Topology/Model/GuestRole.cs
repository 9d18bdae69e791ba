namespace Phoenix.Topology;

/// <summary>What runs in a guest, <c>runs:</c>. The first four are held by exactly one guest each.</summary>
public enum GuestRole
{
    /// <summary>The CA.</summary>
    StepCa,

    /// <summary>The gateway.</summary>
    Nginx,

    /// <summary>The router.</summary>
    Traefik,

    /// <summary>The control plane.</summary>
    Portainer,

    /// <summary>An application host with Docker and the Portainer agent.</summary>
    DockerHost,
}
