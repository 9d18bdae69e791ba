using System.Collections.Immutable;
using Phoenix.Lab.Api.Parameters;

namespace Phoenix.Lab.Api.Http;

/// <summary>One method of the API.</summary>
/// <param name="Method">The HTTP method.</param>
/// <param name="Path">The path as the API's schema writes it: <c>/nodes/{node}/lxc/{vmid}/config</c>.</param>
/// <param name="Parameters">What it takes, the path's parameters included.</param>
/// <param name="Handle">What it does.</param>
internal sealed record Endpoint(
    string Method,
    string Path,
    ParameterSet Parameters,
    Func<ApiCall, CancellationToken, ValueTask<ApiResult>> Handle
)
{
    /// <summary>The path's parts between slashes.</summary>
    public ImmutableArray<string> Segments { get; } = [.. Path.Split('/', StringSplitOptions.RemoveEmptyEntries)];

    /// <summary>Callers without a ticket or token may use it (<c>/access/ticket</c>, <c>/access/domains</c>).</summary>
    public bool Open { get; init; }
}
