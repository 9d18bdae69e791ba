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

    /// <summary>What is being done: <c>creating</c>, <c>changing</c>, <c>replacing</c>, <c>removing</c>, <c>looking</c>.</summary>
    public static string Doing(ChangeKind kind) =>
        kind switch
        {
            ChangeKind.Create => "creating",
            ChangeKind.Update => "changing",
            ChangeKind.Replace => "replacing",
            ChangeKind.Delete => "removing",
            _ => "looking",
        };

    /// <summary>The name of a change for programs: <c>create</c>, <c>update</c>, <c>replace</c>, <c>delete</c>, <c>none</c>.</summary>
    public static string NameOf(ChangeKind kind) =>
        kind switch
        {
            ChangeKind.Create => "create",
            ChangeKind.Update => "update",
            ChangeKind.Replace => "replace",
            ChangeKind.Delete => "delete",
            _ => "none",
        };
}
