using System.Collections.Immutable;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Phoenix.Lab.Api.Http;
using Phoenix.Topology;

namespace Phoenix.Lab.Api.Config;

/// <summary>The text of a guest's configuration file, and the digest that clients send back to say which version they read.</summary>
internal static class GuestConfigText
{
    private const string PendingSection = "pve:pending";

    /// <summary>Writes the file: the description as comment lines, the keys in order, then what is pending, then the snapshots.</summary>
    public static string Write(GuestConfig config)
    {
        var text = new StringBuilder();
        WriteValues(text, config.Values);
        if (!config.Pending.IsEmpty || !config.PendingDeletes.IsEmpty)
        {
            text.Append("\n[").Append(PendingSection).Append("]\n");
            if (!config.PendingDeletes.IsEmpty)
            {
                text.Append("delete: ").AppendJoin(',', config.PendingDeletes).Append('\n');
            }
            WriteValues(text, config.Pending);
        }
        foreach (var (name, values) in config.Snapshots)
        {
            text.Append("\n[").Append(name).Append("]\n");
            WriteValues(text, values);
        }
        return text.ToString();
    }

    /// <summary>Reads a file. Lines it does not know are left out.</summary>
    public static GuestConfig Read(GuestKind kind, string text)
    {
        var config = new GuestConfig { Kind = kind };
        string? section = null;
        foreach (var line in text.Split('\n'))
        {
            if (line.StartsWith('[') && line.EndsWith(']'))
            {
                section = line[1..^1];
                if (section != PendingSection)
                {
                    config = config with { Snapshots = config.Snapshots.SetItem(section, GuestConfig.Empty) };
                }
            }
            else
            {
                config = Add(config, section, line);
            }
        }
        return config;
    }

    /// <summary>The sha1 of the file's text.</summary>
    public static string Digest(GuestConfig config) => Digest(Write(config));

    /// <summary>The sha1 of a text, 40 hexadecimal digits.</summary>
    public static string Digest(string text) => Convert.ToHexStringLower(SHA1.HashData(Encoding.UTF8.GetBytes(text)));

    private static void WriteValues(StringBuilder text, ImmutableSortedDictionary<string, string> values)
    {
        if (values.TryGetValue("description", out var description))
        {
            foreach (var line in description.TrimEnd('\n').Split('\n'))
            {
                text.Append('#').Append(Escape(line)).Append('\n');
            }
        }
        foreach (var (key, value) in values.Where(static pair => pair.Key != "description"))
        {
            text.Append(key).Append(": ").Append(value).Append('\n');
        }
    }

    private static GuestConfig Add(GuestConfig config, string? section, string line)
    {
        if (line.StartsWith('#'))
        {
            var soFar = Section(config, section).GetValueOrDefault("description");
            return Put(
                config,
                section,
                "description",
                (soFar is null ? "" : soFar + "\n") + FormBody.Decode(line[1..], plusIsSpace: false)
            );
        }
        var colon = line.IndexOf(": ", StringComparison.Ordinal);
        if (colon <= 0)
        {
            return config;
        }
        var (key, value) = (line[..colon], line[(colon + 2)..]);
        return section == PendingSection && key == "delete"
            ? config with
            {
                PendingDeletes = config.PendingDeletes.Union(value.Split(',')),
            }
            : Put(config, section, key, value);
    }

    private static ImmutableSortedDictionary<string, string> Section(GuestConfig config, string? section) =>
        section switch
        {
            null => config.Values,
            PendingSection => config.Pending,
            _ => config.Snapshots[section],
        };

    private static GuestConfig Put(GuestConfig config, string? section, string key, string value)
    {
        var values = Section(config, section).SetItem(key, value);
        return section switch
        {
            null => config with { Values = values },
            PendingSection => config with { Pending = values },
            _ => config with { Snapshots = config.Snapshots.SetItem(section, values) },
        };
    }

    // Everything printable stays but the percent sign and the colon.
    private static string Escape(string line)
    {
        var escaped = new StringBuilder(line.Length);
        foreach (var octet in Encoding.UTF8.GetBytes(line))
        {
            if (octet is >= 0x20 and <= 0x7e and not (byte)'%' and not (byte)':')
            {
                escaped.Append((char)octet);
            }
            else
            {
                escaped.Append('%').Append(octet.ToString("X2", CultureInfo.InvariantCulture));
            }
        }
        return escaped.ToString();
    }
}
