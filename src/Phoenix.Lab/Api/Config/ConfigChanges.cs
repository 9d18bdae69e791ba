using System.Collections.Immutable;
using Phoenix.Lab.Api.Http;
using Phoenix.Lab.Api.Parameters;

namespace Phoenix.Lab.Api.Config;

/// <summary>What a change of a configuration asks for.</summary>
/// <param name="Set">Keys and their new values, as sent.</param>
/// <param name="Delete">Keys to be taken away.</param>
/// <param name="Revert">Keys whose pending change is to be forgotten.</param>
/// <param name="Digest">The version that the caller read, or null.</param>
internal sealed record ConfigChanges(
    ImmutableSortedDictionary<string, string> Set,
    ImmutableArray<string> Delete,
    ImmutableArray<string> Revert,
    string? Digest
)
{
    /// <summary>Takes the changes from a call.</summary>
    public static ConfigChanges Of(ApiCall call, ImmutableHashSet<string> keys)
    {
        var set = call
            .Parameters.Keys.Where(keys.Contains)
            .ToImmutableSortedDictionary(static key => key, key => call.Find(key) ?? "", StringComparer.Ordinal);
        var changes = new ConfigChanges(
            set,
            [.. Formats.Items(call.Find("delete") ?? "")],
            [.. Formats.Items(call.Find("revert") ?? "")],
            call.Find("digest") is { Length: > 0 } digest ? digest : null
        );
        return set.IsEmpty && !call.Has("delete") && !call.Has("revert") ? throw ApiFailure.Run("no options specified") : changes;
    }

    /// <summary>Refuses to delete what is no key, or is set in the same call.</summary>
    public void Check(ImmutableHashSet<string> keys)
    {
        foreach (var key in Delete)
        {
            if (Set.ContainsKey(key))
            {
                throw ApiFailure.Parameter("delete", $"you can't use '-{key}' and -delete {key}' at the same time");
            }
            if (!keys.Contains(key))
            {
                throw ApiFailure.Parameter("delete", $"unknown option '{key}'");
            }
        }
    }
}
