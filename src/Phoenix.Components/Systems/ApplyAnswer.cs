using Phoenix.Topology;

namespace Phoenix.Components.Systems;

/// <summary>Reads the applying script's answer: <c>done</c>, or <c>failed KIND SUBJECT</c> and the failing command's words.</summary>
internal static class ApplyAnswer
{
    /// <summary>The error of an answer, or null when everything was done.</summary>
    public static PhoenixException? FailureIn(string output, string error, int exitCode, string system)
    {
        var lines = output.TrimEnd('\n').Split('\n');
        var at = Array.FindIndex(lines, line => line.StartsWith("failed ", StringComparison.Ordinal));
        if (at >= 0 && lines[at].Split(' ', 3) is [_, var kind, var subject])
        {
            var words = string.Join('\n', lines[(at + 1)..]).Trim();
            return ErrorOf(kind, subject, system, words.Length > 0 ? words : null);
        }

        return lines[^1] == "done"
            ? null
            : new PhoenixException(SystemErrors.CutOff, $"{system} was left in the middle of a change (exit code {exitCode})")
            {
                Remote = error.Trim() is { Length: > 0 } said ? said : null,
            };
    }

    private static PhoenixException ErrorOf(string kind, string subject, string system, string? words)
    {
        var (code, message) = kind switch
        {
            "packages" => (SystemErrors.PackagesFailed, $"{subject} could not be installed in {system}"),
            "occupied" => (SystemErrors.Occupied, $"something else stands at {subject} in {system}"),
            "check" => (SystemErrors.CheckFailed, $"{subject} in {system} refuses its configuration; the files were put back"),
            "unit" => (SystemErrors.UnitFailed, $"{subject} failed in {system}"),
            "user" => (SystemErrors.NotWritten, $"the user {subject} could not be made in {system}"),
            _ => (SystemErrors.NotWritten, $"{subject} could not be put in place in {system}"),
        };
        return new PhoenixException(code, message) { Where = subject, Remote = words };
    }
}
