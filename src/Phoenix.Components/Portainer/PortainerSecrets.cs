namespace Phoenix.Components.Portainer;

/// <summary>Names of the secrets around Portainer in the platform's secret store.</summary>
public static class PortainerSecrets
{
    /// <summary>The password of Portainer's administrator.</summary>
    public const string AdministratorPassword = "portainer-admin-password";

    /// <summary>The API key Phoenix works with.</summary>
    public const string ApiKey = "portainer-api-key";

    /// <summary>What the server and the agents share.</summary>
    public const string AgentSecret = "portainer-agent-secret";
}
