using Phoenix.Proxmox.Transport;

namespace Phoenix.Proxmox.Storage;

/// <summary>A container template that Proxmox offers for download.</summary>
/// <param name="FileName">The name to ask for, e.g. <c>debian-13-standard_13.1-1_amd64.tar.zst</c>.</param>
/// <param name="Package">E.g. <c>debian-13-standard</c>.</param>
/// <param name="Version">E.g. <c>13.1-1</c>.</param>
/// <param name="OperatingSystem">E.g. <c>debian-13</c>.</param>
/// <param name="Section"><c>system</c>, <c>turnkeylinux</c>, ...</param>
/// <param name="Headline">One line about it.</param>
public sealed record ApplianceTemplate(
    string FileName,
    string Package,
    string Version,
    string OperatingSystem,
    string Section,
    string Headline
)
{
    internal static ApplianceTemplate From(Answer row) =>
        new(
            row.RequireText("template"),
            row["package"].Text ?? "",
            row["version"].Text ?? "",
            row["os"].Text ?? "",
            row["section"].Text ?? "",
            row["headline"].Text ?? ""
        );
}
