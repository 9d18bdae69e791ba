namespace Phoenix.Lab.Daemon;

/// <summary>How to reach a lab's Proxmox API; the file is root's alone.</summary>
/// <param name="Url">E.g. <c>https://127.0.0.1:41201</c>.</param>
/// <param name="Token">The token's id, <c>root@pam!phoenix</c>.</param>
/// <param name="Secret">The token's secret, a UUID.</param>
/// <param name="Fingerprint">SHA-256 of the API's certificate, in Proxmox's notation.</param>
/// <param name="Node">The node's name.</param>
public sealed record LabApiAccess(string Url, string Token, string Secret, string Fingerprint, string Node);
