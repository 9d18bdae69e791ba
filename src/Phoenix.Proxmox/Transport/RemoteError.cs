using System.Net;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Phoenix.Topology;

namespace Phoenix.Proxmox.Transport;

/// <summary>Turns a refusal of the node into an error for the reader, in the node's own words.</summary>
internal static partial class RemoteError
{
    /// <summary>The parameters that name what a path leads to: a 400 about one of these says that it does not exist.</summary>
    private static readonly string[] NamesOfThings = ["storage", "iface", "upid", "node", "poolid", "volume"];

    /// <summary>The error of an answer with a status of 400 or more.</summary>
    public static PhoenixException From(ApiRequest request, HttpStatusCode status, string? reason, ReadOnlySpan<byte> body)
    {
        var (message, errors) = Read(body);
        var words = Words(message ?? Decoded(reason), errors);
        var code = Classify(request, (int)status, words, errors);
        return new PhoenixException(code, $"{code.Title} ({request}, {(int)status})") { Remote = words };
    }

    /// <summary>The code that a failed task's or command's own words stand for; <paramref name="otherwise"/> when they stand for none.</summary>
    public static ErrorCode ByText(string words, ErrorCode otherwise) =>
        words switch
        {
            _ when NoQuorum().IsMatch(words) => ProxmoxErrors.NoQuorum,
            _ when AgentMayHaveHeard().IsMatch(words) => ProxmoxErrors.OutcomeUnknown,
            _ when NoAgent().IsMatch(words) => ProxmoxErrors.AgentNotConfigured,
            _ when Agent().IsMatch(words) => ProxmoxErrors.AgentUnavailable,
            _ when NodeAway().IsMatch(words) => ProxmoxErrors.NodeUnreachable,
            _ when ChangedMeanwhile().IsMatch(words) => ProxmoxErrors.ChangedMeanwhile,
            _ when Locked().IsMatch(words) => ProxmoxErrors.Locked,
            _ when AlreadyExists().IsMatch(words) => ProxmoxErrors.AlreadyExists,
            _ when AlreadyRunning().IsMatch(words) => ProxmoxErrors.AlreadyRunning,
            _ when NotRunning().IsMatch(words) => ProxmoxErrors.NotRunning,
            _ when NotFound().IsMatch(words) => ProxmoxErrors.NotFound,
            _ => otherwise,
        };

    private static ErrorCode Classify(ApiRequest request, int status, string words, List<KeyValuePair<string, string>> errors) =>
        status switch
        {
            401 => ProxmoxErrors.Unauthorised,
            403 => ProxmoxErrors.PermissionDenied,
            501 => ProxmoxErrors.NotImplemented,
            // The proxy could not hand the call on: surely not executed. Every other 595 and each 596 came after it was sent.
            595 when NotSent().IsMatch(words) => ProxmoxErrors.NodeUnreachable,
            595 or 596 or 597 or 599 => request.IsHarmless ? ProxmoxErrors.NodeUnreachable : ProxmoxErrors.OutcomeUnknown,
            400 => Refused(words, errors),
            _ => ByText(words, ProxmoxErrors.Refused),
        };

    private static ErrorCode Refused(string words, List<KeyValuePair<string, string>> errors) =>
        errors switch
        {
            [var only] when NamesOfThings.Contains(only.Key) && NotFound().IsMatch(only.Value) => ProxmoxErrors.NotFound,
            _ when AlreadyExists().IsMatch(words) => ProxmoxErrors.AlreadyExists,
            _ when Locked().IsMatch(words) => ProxmoxErrors.Locked,
            _ => ProxmoxErrors.ParameterRefused,
        };

    private static (string? Message, List<KeyValuePair<string, string>> Errors) Read(ReadOnlySpan<byte> body)
    {
        if (body.IsEmpty)
        {
            return (null, []);
        }

        try
        {
            var answer = new Answer(JsonElement.Parse(body));
            var errors = answer["errors"].Members.Select(error => KeyValuePair.Create(error.Key, error.Value.Text?.Trim() ?? ""));
            return (answer["message"].Text, [.. errors.OrderBy(error => error.Key, StringComparer.Ordinal)]);
        }
        catch (JsonException)
        {
            return (Encoding.UTF8.GetString(body), []);
        }
    }

    private static string Words(string? message, List<KeyValuePair<string, string>> errors) =>
        string.Join(
            '\n',
            errors.Select(error => $"{error.Key}: {error.Value}").Prepend(message?.Trim()).Where(line => !string.IsNullOrEmpty(line))
        );

    /// <summary>Reason phrases come as bytes of UTF-8 that HTTP/1.1 reads as Latin-1.</summary>
    private static string? Decoded(string? reason) =>
        reason is not null && reason.Any(letter => letter > 0x7f) && reason.All(letter => letter <= 0xff)
            ? Encoding.UTF8.GetString(Encoding.Latin1.GetBytes(reason))
            : reason;

    [GeneratedRegex("no quorum|not ready - no quorum|/etc/pve/\\S+ - Permission denied", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex NoQuorum();

    /// <summary>The command reached the agent's channel: the agent may still carry it out when it wakes up.</summary>
    [GeneratedRegex("'guest-(exec|file-write)' failed - (got timeout|client closed connection)", RegexOptions.IgnoreCase, 1000)]
    private static partial Regex AgentMayHaveHeard();

    [GeneratedRegex("No QEMU guest agent configured", RegexOptions.IgnoreCase, 1000)]
    private static partial Regex NoAgent();

    [GeneratedRegex(
        "guest agent is not running|guest agent.*(timeout|not)|guest-\\S+' failed - (got timeout|client closed)|unable to connect to .* qga socket|qga command.*timeout",
        RegexOptions.IgnoreCase,
        1000
    )]
    private static partial Regex Agent();

    /// <summary>No such node in the cluster, or its cluster file system does not run.</summary>
    [GeneratedRegex("hostname lookup '[^']+' failed|RPCEnvironment init request failed", RegexOptions.IgnoreCase, 1000)]
    private static partial Regex NodeAway();

    [GeneratedRegex("detected modified configuration|checksum mismatch \\(file change", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex ChangedMeanwhile();

    [GeneratedRegex(
        "can't lock file|(CT|VM) is locked|error with cfs lock|cfs-lock '[^']+' error: got lock|got lock request timeout",
        RegexOptions.CultureInvariant,
        1000
    )]
    private static partial Regex Locked();

    [GeneratedRegex(
        "already exists|already defined|already used|failed: File exists|refusing to override existing file",
        RegexOptions.CultureInvariant,
        1000
    )]
    private static partial Regex AlreadyExists();

    [GeneratedRegex("already running|(container|VM( \\d+)?) is running", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex AlreadyRunning();

    [GeneratedRegex("(CT|VM|container) '?\\d+'?( is)? not running", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex NotRunning();

    // A path that is missing somewhere on the node ("No such file or directory") is no answer to whether the thing itself is there.
    [GeneratedRegex("does not exist|no such (?!file or directory)|no rule at position|unable to find ", RegexOptions.IgnoreCase, 1000)]
    private static partial Regex NotFound();

    [GeneratedRegex("Connection refused|No route to host", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex NotSent();
}
