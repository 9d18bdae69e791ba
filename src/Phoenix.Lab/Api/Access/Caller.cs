namespace Phoenix.Lab.Api.Access;

/// <summary>Who made a request.</summary>
/// <param name="User">The user, e.g. <c>root@pam</c>.</param>
/// <param name="TokenId">The token's name, or null when a ticket was used.</param>
internal sealed record Caller(string User, string? TokenId)
{
    /// <summary>What task ids carry: <c>root@pam</c> or <c>root@pam!name</c>.</summary>
    public string Name => TokenId is null ? User : $"{User}!{TokenId}";

    /// <summary>Root itself, with a ticket. Proxmox compares with <c>root@pam</c> literally: a token of root is not root.</summary>
    public bool IsRoot => User == "root@pam" && TokenId is null;
}
