using System.Collections.Immutable;

namespace Phoenix.Lab.Api.Http;

/// <summary>Finds the method a request means.</summary>
internal sealed class EndpointTable(IEnumerable<Endpoint> endpoints)
{
    /// <summary>Everything the node serves.</summary>
    public ImmutableArray<Endpoint> All { get; } = [.. endpoints];

    /// <summary>The endpoint and the values of the path's parameters, or null. Literal parts win over parameters.</summary>
    public (Endpoint Endpoint, ImmutableDictionary<string, ParameterValue> Path)? Find(string method, ImmutableArray<string> segments)
    {
        (Endpoint Endpoint, ImmutableDictionary<string, ParameterValue> Path)? best = null;
        var literals = -1;
        foreach (var endpoint in All)
        {
            if (endpoint.Method == method && Match(endpoint, segments) is { } path && segments.Length - path.Count > literals)
            {
                best = (endpoint, path);
                literals = segments.Length - path.Count;
            }
        }
        return best;
    }

    private static ImmutableDictionary<string, ParameterValue>? Match(Endpoint endpoint, ImmutableArray<string> segments)
    {
        if (endpoint.Segments.Length < segments.Length && endpoint.Segments[^1] is "{cidr}" or "{volume}")
        {
            // These may hold slashes that the client did not encode.
            var last = endpoint.Segments.Length - 1;
            segments = [.. segments[..last], string.Join('/', segments[last..])];
        }
        if (endpoint.Segments.Length != segments.Length)
        {
            return null;
        }
        var path = ImmutableDictionary<string, ParameterValue>.Empty;
        for (var index = 0; index < segments.Length; index++)
        {
            var wanted = endpoint.Segments[index];
            if (wanted.StartsWith('{'))
            {
                path = path.SetItem(wanted[1..^1], new ParameterValue.Text(segments[index]));
            }
            else if (wanted != segments[index])
            {
                return null;
            }
        }
        return path;
    }
}
