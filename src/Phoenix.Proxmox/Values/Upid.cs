using System.Globalization;

namespace Phoenix.Proxmox.Values;

/// <summary>The id of a task: <c>UPID:node:pid:pstart:starttime:type:id:user:</c>, the three numbers in hex.</summary>
/// <param name="Text">As the node wrote it.</param>
/// <param name="Node">The node the task runs on.</param>
/// <param name="StartedAt">When it began.</param>
/// <param name="Type">What it does, e.g. <c>vzcreate</c>.</param>
/// <param name="Id">What it does it to: an id of a guest, a file name, or empty.</param>
/// <param name="User">Who asked for it; <c>user@realm!token</c> for a token.</param>
public sealed record Upid(string Text, string Node, DateTimeOffset StartedAt, string Type, string Id, string User)
{
    /// <summary>Reads a task id; null when it is none.</summary>
    public static Upid? Parse(string? text) =>
        text?.Split(':') is ["UPID", var node, _, _, var start, var type, .. var id, var user, ""]
        && long.TryParse(start, NumberStyles.HexNumber, CultureInfo.InvariantCulture, out var seconds)
            ? new Upid(text, node, DateTimeOffset.FromUnixTimeSeconds(seconds), type, string.Join(':', id), user)
            : null;

    /// <inheritdoc />
    public override string ToString() => Text;
}
