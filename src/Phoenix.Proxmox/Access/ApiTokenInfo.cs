using Phoenix.Proxmox.Transport;
using Phoenix.Topology;

namespace Phoenix.Proxmox.Access;

/// <summary>An API token as the node lists it; its secret is shown only once, when it is made.</summary>
/// <param name="PrivilegeSeparation">It has only its own rights, and never more than its user's.</param>
/// <param name="Expires">When it ends; null: never.</param>
/// <param name="Comment">Notes.</param>
public sealed record ApiTokenInfo(bool PrivilegeSeparation, DateTimeOffset? Expires, string? Comment)
{
    internal static ApiTokenInfo From(Answer answer) =>
        new(
            answer["privsep"].Flag ?? true,
            answer["expire"].Number is { } end and > 0 ? DateTimeOffset.FromUnixTimeSeconds(end) : null,
            answer["comment"].Text
        );
}

/// <summary>A token to be made.</summary>
public sealed record ApiTokenCreate
{
    /// <summary>Its user, e.g. <c>root@pam</c>.</summary>
    public required string User { get; init; }

    /// <summary>Its name; begins with a letter.</summary>
    public required string Name { get; init; }

    /// <summary>Whether it has only its own rights.</summary>
    public required bool PrivilegeSeparation { get; init; }

    /// <summary>Notes.</summary>
    public string? Comment { get; init; }

    /// <summary>When it ends; null: as its user.</summary>
    public DateTimeOffset? Expires { get; init; }

    internal FormFields ToFields() =>
        new()
        {
            { "privsep", PrivilegeSeparation },
            { "comment", Comment },
            { "expire", Expires?.ToUnixTimeSeconds() },
        };
}
