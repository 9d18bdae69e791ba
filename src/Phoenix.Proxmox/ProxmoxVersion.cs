using Phoenix.Proxmox.Transport;

namespace Phoenix.Proxmox;

/// <summary>What the node says it is.</summary>
/// <param name="Version">E.g. <c>8.4.1</c>. The lab's node says that it is one.</param>
/// <param name="Release">E.g. <c>8.4</c>.</param>
/// <param name="RepositoryId">The build.</param>
public sealed record ProxmoxVersion(string Version, string Release, string RepositoryId)
{
    internal static ProxmoxVersion From(Answer answer) =>
        new(answer.RequireText("version"), answer["release"].Text ?? "", answer["repoid"].Text ?? "");
}
