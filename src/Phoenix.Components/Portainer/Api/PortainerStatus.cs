namespace Phoenix.Components.Portainer.Api;

/// <summary>What Portainer says of itself to anybody.</summary>
/// <param name="Version">Its version, e.g. <c>2.23.0</c>; a stand-in says so here.</param>
/// <param name="InstanceID">Stable over restarts; it travels with a backup.</param>
public sealed record PortainerStatus(string Version, string InstanceID)
{
    /// <summary>The lab's stand-in answers.</summary>
    public bool IsStandIn => Version.Contains("stand-in", StringComparison.Ordinal);
}

/// <summary>Whether there is an administrator.</summary>
public enum AdministratorState
{
    /// <summary>None yet: one can be made within five minutes of the start.</summary>
    Missing,

    /// <summary>There is one.</summary>
    Present,

    /// <summary>There was none for five minutes; only a restart opens the API again.</summary>
    Locked,
}

/// <summary>A user of Portainer.</summary>
public sealed record PortainerUser(int Id, string Username, int Role);

internal sealed record LogInRequest(string Username, string Password);

internal sealed record LogInAnswer(string Jwt);
