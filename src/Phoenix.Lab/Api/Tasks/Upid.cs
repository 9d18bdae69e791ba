using System.Globalization;

namespace Phoenix.Lab.Api.Tasks;

/// <summary>A task's id: <c>UPID:node:pid:pstart:starttime:type:id:user:</c>, numbers in hexadecimal, a colon at the end.</summary>
/// <param name="Node">The node it ran on.</param>
/// <param name="ProcessId">The worker; the lab counts its tasks.</param>
/// <param name="ProcessStart">The worker's start in ticks of 10 ms.</param>
/// <param name="StartTime">Seconds since 1970.</param>
/// <param name="Type">What it does, <c>vzcreate</c>.</param>
/// <param name="Id">To whom, often a guest's id; may be empty.</param>
/// <param name="User">Whose it is, <c>root@pam</c> or <c>root@pam!name</c>.</param>
internal sealed record Upid(string Node, int ProcessId, long ProcessStart, long StartTime, string Type, string Id, string User)
{
    /// <summary>Reads an id; null when it is not one.</summary>
    public static Upid? Parse(string text)
    {
        if (text.Split(':') is not ["UPID", var node, var pid, var start, var time, var type, var id, var user, ""])
        {
            return null;
        }
        return Hex(pid) is { } process && Hex(start) is { } processStart && Hex(time) is { } startTime
            ? new Upid(node, (int)process, processStart, startTime, type, id, user)
            : null;
    }

    /// <inheritdoc />
    public override string ToString() => $"UPID:{Node}:{ProcessId:X8}:{ProcessStart:X8}:{StartTime:X8}:{Type}:{Id}:{User}:";

    private static long? Hex(string text) =>
        text.Length is 8 or 9 && long.TryParse(text, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var value)
            ? value
            : null;
}
