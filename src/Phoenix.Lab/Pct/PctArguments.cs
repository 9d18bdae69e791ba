using System.Collections;
using System.Collections.Immutable;
using System.Globalization;

namespace Phoenix.Lab.Pct;

/// <summary>pct's command line, read as the real one reads it (the part that Phoenix and people at a shell use).</summary>
internal sealed record PctArguments(PctRequest Request)
{
    private static readonly ImmutableArray<string> Simple = ["status", "config", "start", "stop", "shutdown", "reboot"];

    /// <summary>push, pull: the file on the host.</summary>
    public string? LocalPath { get; init; }

    /// <summary>Reads the arguments; null when they are not pct's (the caller prints the usage and ends with 255).</summary>
    public static PctArguments? Parse(ReadOnlySpan<string> arguments, IDictionary environment) =>
        arguments switch
        {
            ["list", ..] => new PctArguments(new PctRequest { Command = "list" }),
            ["exec", var id, .. var rest] when Id(id) is { } vmid => Exec(vmid, rest, environment),
            ["push" or "pull", var id, var first, var second, .. var options] when Id(id) is { } vmid => Copy(
                arguments[0],
                vmid,
                first,
                second,
                options
            ),
            [var command, var id, ..] when Simple.Contains(command) && Id(id) is { } vmid => new PctArguments(
                new PctRequest { Command = command, Vmid = vmid }
            ),
            _ => null,
        };

    private static PctArguments? Exec(int vmid, ReadOnlySpan<string> rest, IDictionary environment)
    {
        var keep = true;
        while (rest is ["--keep-env" or "-keep-env", var value, .. var after])
        {
            keep = value != "0";
            rest = after;
        }

        if (rest is ["--", .. var command])
        {
            rest = command;
        }

        ImmutableArray<string> variables = keep
            ?
            [
                .. environment
                    .Cast<DictionaryEntry>()
                    .Select(entry => $"{entry.Key}={entry.Value}")
                    .Where(variable => !variable.StartsWith('=')),
            ]
            : [];
        return rest.IsEmpty
            ? null
            : new PctArguments(
                new PctRequest
                {
                    Command = "exec",
                    Vmid = vmid,
                    Arguments = [.. rest],
                    Environment = variables,
                }
            );
    }

    private static PctArguments? Copy(string command, int vmid, string first, string second, ReadOnlySpan<string> options)
    {
        var (local, remote) = command == "push" ? (first, second) : (second, first);
        var request = new PctRequest
        {
            Command = command,
            Vmid = vmid,
            Arguments = [remote],
        };
        while (!options.IsEmpty)
        {
            if (options is not [var name, var value, .. var after])
            {
                return null;
            }

            var changed = name.TrimStart('-') switch
            {
                "user" => request with { User = value },
                "group" => request with { Group = value },
                "perms" => request with { Mode = value },
                _ => null,
            };
            if (changed is null)
            {
                return null;
            }

            request = changed;
            options = after;
        }

        return new PctArguments(request) { LocalPath = local };
    }

    private static int? Id(string text) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? id : null;
}
