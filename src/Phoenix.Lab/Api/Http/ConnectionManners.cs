using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Http;

namespace Phoenix.Lab.Api.Http;

/// <summary>A connection carries at most 100 requests; the answer to the last one says so.</summary>
internal static class ConnectionManners
{
    private const int RequestsPerConnection = 100;
    private static readonly object Key = new();

    /// <summary>Counts a request of the connection.</summary>
    public static void Count(HttpContext context)
    {
        if (context.Features.Get<IConnectionItemsFeature>() is { } connection)
        {
            connection.Items[Key] = 1 + (connection.Items.TryGetValue(Key, out var count) ? (int)count! : 0);
        }
    }

    /// <summary>Whether this is the connection's last request.</summary>
    public static bool IsLast(HttpContext context) =>
        context.Features.Get<IConnectionItemsFeature>()?.Items.TryGetValue(Key, out var count) == true
        && (int)count! >= RequestsPerConnection;
}
