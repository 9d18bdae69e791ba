using System.Collections.Frozen;
using System.Globalization;
using System.Text;

namespace Phoenix.Components.Systems;

/// <summary>Reads the observing script's answer.</summary>
internal static class SystemStateParser
{
    private const int FileTypeBits = 0xF000;

    /// <summary>The state, or null when the answer is not complete.</summary>
    /// <param name="answer">The script's standard output.</param>
    /// <param name="spec">What was asked for; units are answered in its order.</param>
    public static SystemState? Parse(string answer, SystemSpec spec)
    {
        var lines = answer.Split('\n');
        var end = Array.FindLastIndex(lines, line => line == "end");
        if (end < 0)
        {
            return null;
        }

        var unitsFrom = Array.IndexOf(lines, "units", 0, end);
        var packages = new Dictionary<string, string>();
        var users = new HashSet<string>();
        var paths = new Dictionary<string, PathState>();
        var owed = new Dictionary<string, UnitAction>();
        foreach (var line in lines[..(unitsFrom < 0 ? end : unitsFrom)])
        {
            var fields = line.Split(' ', 2);
            var rest = fields.Length == 2 ? fields[1] : "";
            switch (fields[0])
            {
                // Desired "install" or "hold", and the state itself "installed".
                case "package" when rest.Split(' ', StringSplitOptions.RemoveEmptyEntries) is [[_, 'i', ..], var version, var name]:
                    packages[name] = version;
                    break;
                case "user":
                    users.Add(rest);
                    break;
                case "path" when rest.Split(' ', 5) is [var mode, var owner, _, var modified, var path]:
                    paths[path] = PathOf(mode, owner, modified);
                    break;
                case "digest":
                    Amend(paths, rest, (found, digest) => found with { Sha256 = digest });
                    break;
                case "content":
                    Amend(paths, rest, (found, content) => found with { Content = TextOf(content) });
                    break;
                case "wrote":
                    Amend(paths, rest, (found, digest) => found with { WrittenSha256 = digest });
                    break;
                case "owed" when rest.Split(' ', 2) is [var action, var unit]:
                    owed[unit] = action == "reload" ? UnitAction.Reload : UnitAction.Restart;
                    break;
            }
        }

        return new SystemState
        {
            Packages = packages.ToFrozenDictionary(),
            Users = users.ToFrozenSet(),
            Paths = paths.ToFrozenDictionary(),
            Owed = owed.ToFrozenDictionary(),
            Units = unitsFrom < 0 ? FrozenDictionary<string, UnitState>.Empty : UnitsOf(lines[(unitsFrom + 1)..end], spec),
        };
    }

    // systemctl show prints a block of KEY=VALUE lines a unit, in the order it was asked, with an empty line between.
    private static FrozenDictionary<string, UnitState> UnitsOf(string[] lines, SystemSpec spec)
    {
        var names = spec.Services.Select(service => service.Unit).Concat(spec.Masked);
        var blocks = string.Join('\n', lines).Split("\n\n").Where(block => block.Contains("LoadState=", StringComparison.Ordinal));
        return names.Zip(blocks).DistinctBy(pair => pair.First).ToFrozenDictionary(pair => pair.First, pair => UnitOf(pair.Second));
    }

    private static UnitState UnitOf(string block)
    {
        var values = block
            .Split('\n')
            .Select(line => line.Split('=', 2))
            .Where(pair => pair.Length == 2)
            .ToDictionary(pair => pair[0], pair => pair[1]);
        string Of(string key) => values.GetValueOrDefault(key, "");
        return new UnitState(Of("LoadState"), Of("ActiveState"), Of("SubState"), Of("UnitFileState"), Of("NeedDaemonReload") == "yes");
    }

    private static PathState PathOf(string mode, string owner, string modified)
    {
        var bits = int.Parse(mode, NumberStyles.HexNumber);
        var kind = (bits & FileTypeBits) switch
        {
            0x8000 => PathKind.File,
            0x4000 => PathKind.Directory,
            0xA000 => PathKind.Link,
            _ => PathKind.Other,
        };
        return new PathState(kind, (UnixFileMode)(bits & ~FileTypeBits), owner, DateTimeOffset.FromUnixTimeSeconds(long.Parse(modified)));
    }

    private static void Amend(Dictionary<string, PathState> paths, string rest, Func<PathState, string, PathState> amend)
    {
        if (rest.Split(' ', 2) is [var value, var path] && paths.TryGetValue(path, out var found))
        {
            paths[path] = amend(found, value);
        }
    }

    // A file that is not text is not shown.
    private static string? TextOf(string base64)
    {
        try
        {
            var text = new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(Convert.FromBase64String(base64));
            return text.Contains('\0', StringComparison.Ordinal) ? null : text;
        }
        catch (DecoderFallbackException)
        {
            return null;
        }
    }
}
