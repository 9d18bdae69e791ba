using System.Text;

namespace Phoenix.Lab.Api.Firewall;

/// <summary>A rule as it stands in a firewall file and as the API shows it: nothing is resolved.</summary>
/// <param name="Type"><c>in</c>, <c>out</c>, <c>forward</c> or <c>group</c>.</param>
/// <param name="Action"><c>ACCEPT</c>, <c>DROP</c>, <c>REJECT</c>, or a group's name.</param>
internal sealed record StoredRule(string Type, string Action)
{
    /// <summary>A rule that is off has a bar before it in the file.</summary>
    public bool Enabled { get; init; } = true;

    /// <summary>A macro's name.</summary>
    public string? Macro { get; init; }

    /// <summary>An interface: <c>net0</c> of a guest, <c>vmbr0</c> of the node.</summary>
    public string? Interface { get; init; }

    /// <summary>Where from.</summary>
    public string? Source { get; init; }

    /// <summary>Where to.</summary>
    public string? Destination { get; init; }

    /// <summary>The protocol.</summary>
    public string? Protocol { get; init; }

    /// <summary>Destination ports.</summary>
    public string? DestinationPorts { get; init; }

    /// <summary>Source ports.</summary>
    public string? SourcePorts { get; init; }

    /// <summary>The log level.</summary>
    public string? Log { get; init; }

    /// <summary>The type of ICMP.</summary>
    public string? IcmpType { get; init; }

    /// <summary>A remark, one line.</summary>
    public string? Comment { get; init; }

    /// <summary>The line of the file.</summary>
    public string ToLine()
    {
        var line = new StringBuilder(Enabled ? "" : "|").Append(Type.ToUpperInvariant()).Append(' ');
        line.Append(Macro is null ? Action : $"{Macro}({Action})");
        foreach (var (option, value) in Options())
        {
            line.Append(' ').Append(option).Append(' ').Append(value);
        }
        return Comment is null ? line.ToString() : line.Append(" # ").Append(Comment).ToString();
    }

    /// <summary>Reads a line of a file; null when it is not a rule.</summary>
    public static StoredRule? Parse(string line)
    {
        var hash = line.IndexOf('#', StringComparison.Ordinal);
        var text = (hash < 0 ? line : line[..hash]).Trim();
        var words = text.TrimStart('|').Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        if (words.Length < 2 || words.Length % 2 != 0)
        {
            return null;
        }
        var (action, macro) = words[1].Split('(') is [var name, var inner] ? (inner.TrimEnd(')'), name) : (words[1], null);
        var rule = new StoredRule(words[0].ToLowerInvariant(), action)
        {
            Macro = macro,
            Enabled = !text.StartsWith('|'),
            Comment = hash < 0 || line[(hash + 1)..].Trim() is not { Length: > 0 } comment ? null : comment,
        };
        for (var index = 2; index < words.Length; index += 2)
        {
            rule = rule.With(words[index], words[index + 1]);
        }
        return rule;
    }

    private IEnumerable<(string Option, string Value)> Options() =>
        new[]
        {
            ("-i", Interface),
            ("-source", Source),
            ("-dest", Destination),
            ("-p", Protocol),
            ("-dport", DestinationPorts),
            ("-sport", SourcePorts),
            ("-log", Log),
            ("-icmp-type", IcmpType),
        }
            .Where(static pair => pair.Item2 is not null)
            .Select(static pair => (pair.Item1, pair.Item2!));

    private StoredRule With(string option, string value) =>
        option switch
        {
            "-i" => this with { Interface = value },
            "-source" => this with { Source = value },
            "-dest" => this with { Destination = value },
            "-p" => this with { Protocol = value },
            "-dport" => this with { DestinationPorts = value },
            "-sport" => this with { SourcePorts = value },
            "-log" => this with { Log = value },
            "-icmp-type" => this with { IcmpType = value },
            _ => this,
        };
}
