namespace Phoenix.Lab.Api.Access;

/// <summary>An API token.</summary>
/// <param name="User">Whose token it is.</param>
/// <param name="Id">The token's name.</param>
/// <param name="Secret">The UUID that callers send.</param>
internal sealed record Token(string User, string Id, string Secret)
{
    /// <summary>Seconds since 1970 after which it is refused; 0: never.</summary>
    public long Expire { get; init; }

    /// <summary>It has only rights given to itself. The lab keeps no rights, so such a token may do nothing.</summary>
    public bool Separated { get; init; } = true;

    /// <summary>A remark, or null.</summary>
    public string? Comment { get; init; }

    /// <summary><c>root@pam!name</c>.</summary>
    public string FullId => $"{User}!{Id}";
}
