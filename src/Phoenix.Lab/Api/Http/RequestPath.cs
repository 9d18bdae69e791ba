using System.Collections.Immutable;

namespace Phoenix.Lab.Api.Http;

/// <summary>The request target as the node reads it: slashes doubled or at the end do not matter, percent signs are decoded, dots are not resolved.</summary>
/// <param name="Format"><c>json</c> or <c>extjs</c>.</param>
/// <param name="Segments">The parts below the format.</param>
/// <param name="Query">The query string without its question mark.</param>
internal sealed record RequestPath(string Format, ImmutableArray<string> Segments, string Query)
{
    /// <summary>The path below the format, <c>/nodes/pve/lxc</c>.</summary>
    public string Text => "/" + string.Join('/', Segments);

    /// <summary>Takes a request target apart. Refuses what is not below <c>/api2/</c> and formats other than JSON's two.</summary>
    public static RequestPath Parse(string target)
    {
        var question = target.IndexOf('?', StringComparison.Ordinal);
        var path = question < 0 ? target : target[..question];
        var parts = path.Split('/', StringSplitOptions.RemoveEmptyEntries);
        var decoded = parts.Select(static part => FormBody.Decode(part, plusIsSpace: false)).ToImmutableArray();
        if (decoded.Length == 0 || decoded[0] != "api2")
        {
            throw new Refusal(500, $"no such file '{path}'", $"no such file '{path}'\n");
        }
        if (decoded.Length == 1 || decoded.Any(static part => part.Contains('\n', StringComparison.Ordinal)))
        {
            throw Refusal.Text(501, "no such uri");
        }
        var request = new RequestPath(decoded[1], decoded[2..], question < 0 ? "" : target[(question + 1)..]);
        return request;
    }
}
