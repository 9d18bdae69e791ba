namespace Phoenix.Engine;

/// <summary>The words for changes, the same everywhere.</summary>
public static class Words
{
    /// <summary>The participle of a change: <c>created</c>, <c>changed</c>, <c>replaced</c>, <c>removed</c>, <c>unchanged</c>.</summary>
    public static string Of(ChangeKind kind) =>
        kind switch
        {
            ChangeKind.Create => "created",
            ChangeKind.Update => "changed",
            ChangeKind.Replace => "replaced",
            ChangeKind.Delete => "removed",
            _ => "unchanged",
        };
}
