namespace Phoenix.Engine;

/// <summary>What happens to a resource.</summary>
public enum ChangeKind
{
    /// <summary>It is as declared.</summary>
    None,

    /// <summary>It is made.</summary>
    Create,

    /// <summary>It is changed in place.</summary>
    Update,

    /// <summary>It is taken away and made again.</summary>
    Replace,

    /// <summary>It is no longer declared and is taken away.</summary>
    Delete,
}
