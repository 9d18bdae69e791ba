namespace Phoenix.Lab.PortainerStandIn.Http;

/// <summary>Who may call a route.</summary>
internal enum Admission
{
    /// <summary>Anybody.</summary>
    Public,

    /// <summary>Anybody, but ten calls a second ban the address.</summary>
    PublicLimited,

    /// <summary>The administrator.</summary>
    Administrator,

    /// <summary>The administrator, under the same limit.</summary>
    AdministratorLimited,
}

/// <summary>A route: a path whose segments in braces are variables, the last one with a star taking the rest. Compared exactly, as Portainer does: no other case, no slash at the end.</summary>
internal sealed record StandInRoute(string Method, string Pattern, Admission Admission, Func<StandInCall, Task> Handler)
{
    /// <summary>Any method.</summary>
    public const string Any = "*";

    private readonly string[] segments = Pattern.Split('/');

    /// <summary>The variables of a matching path, or null.</summary>
    public Dictionary<string, string>? Match(string path)
    {
        var parts = path.Split('/');
        var values = new Dictionary<string, string>(StringComparer.Ordinal);
        for (var i = 0; i < segments.Length; i++)
        {
            if (segments[i].StartsWith("{*", StringComparison.Ordinal))
            {
                values[segments[i][2..^1]] = string.Join('/', parts[Math.Min(i, parts.Length)..]);
                return parts.Length > i ? values : null;
            }

            if (i >= parts.Length || (parts[i].Length == 0 && segments[i].Length > 0))
            {
                return null;
            }

            if (segments[i].StartsWith('{'))
            {
                values[segments[i][1..^1]] = parts[i];
            }
            else if (segments[i] != parts[i])
            {
                return null;
            }
        }

        return parts.Length == segments.Length ? values : null;
    }
}
