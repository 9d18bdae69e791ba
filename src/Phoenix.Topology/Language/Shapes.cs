using System.Diagnostics.CodeAnalysis;
using System.Net;
using System.Text.RegularExpressions;

namespace Phoenix.Topology.Language;

/// <summary>The shapes of single values, from the names of the field to their strict forms.</summary>
internal static class Shapes
{
    /// <summary>The least id that Proxmox takes.</summary>
    public const int LeastGuestId = 100;

    /// <summary>The greatest id that Proxmox takes.</summary>
    public const int GreatestGuestId = 999_999_999;

    /// <summary>With a name before it and a dot, a domain of this length fits into the 64 characters of a common name for most names.</summary>
    private const int LongestDomain = 63;
    private const int LongestPlatform = 32;
    private const int LongestPath = 200;
    private const int LongestEndpoint = 300;
    private const int ShortestReason = 3;
    private const int LongestReason = 120;
    private const int LongestValue = 32 * 1024;

    public static readonly TextShape<string> Label = new("a name", GuestErrors.NotAName, Matching(Patterns.IsLabel))
    {
        Rule = "lower case letters, digits and hyphens, at most 63",
        Pattern = Patterns.Label,
        Suggest = text => Suggestion(text, '-', Patterns.IsLabel),
    };

    public static readonly TextShape<string> PlatformName = new(
        "a name",
        GuestErrors.NotAName,
        Matching(Patterns.IsPlatformName, LongestPlatform)
    )
    {
        Rule = $"lower case letters, digits and single hyphens, a letter first, at most {LongestPlatform}",
        Pattern = Patterns.PlatformName,
        Longest = LongestPlatform,
        Reserved = ["labs"],
        Suggest = text => text.Length > LongestPlatform ? null : Suggestion(text, '-', Patterns.IsPlatformName),
    };

    public static readonly TextShape<string> GuestName = new("a name", GuestErrors.NotAName, Matching(Patterns.IsLabel))
    {
        Rule = Label.Rule,
        Pattern = Patterns.Label,
        Reserved = ["host", "cluster", "node", "sets"],
        Suggest = Label.Suggest,
    };

    public static readonly TextShape<string> Domain = new("a domain", GuestErrors.NotADomain, Matching(Patterns.IsDomain, LongestDomain))
    {
        Rule = $"names joined by dots, lower case, at most {LongestDomain}",
        Pattern = Patterns.Domain,
        Longest = LongestDomain,
        Suggest = text => text.Trim('.').ToLowerInvariant() is var plain && Patterns.IsDomain.IsMatch(plain) ? plain : null,
    };

    public static readonly TextShape<string> Node = new("the name of a node", HypervisorErrors.NotANode, Matching(Patterns.IsNode))
    {
        Rule = "letters, digits and hyphens, at most 63",
        Pattern = Patterns.Node,
    };

    public static readonly TextShape<string> Endpoint = new("an endpoint", HypervisorErrors.NotAnEndpoint, IsEndpoint)
    {
        Rule = "lab, or https://HOST:8006",
        Pattern = Patterns.Endpoint,
        Longest = LongestEndpoint,
        Suggest = text =>
            text.StartsWith("http://", StringComparison.Ordinal) && Patterns.IsEndpoint.IsMatch("https" + text[4..])
                ? "https" + text[4..]
                : null,
    };

    public static readonly TextShape<string> SecretName = new(
        "the name of a secret",
        HypervisorErrors.NotASecretName,
        Matching(Patterns.IsLabel)
    )
    {
        Rule = "lower case letters, digits and hyphens, at most 63",
        Pattern = Patterns.Label,
    };

    public static readonly TextShape<string> Fingerprint = new("a fingerprint", HypervisorErrors.NotAFingerprint, IsFingerprint)
    {
        Rule = "SHA-256: 32 bytes in hexadecimal",
        Pattern = Patterns.Fingerprint,
    };

    public static readonly TextShape<string> Ssh = new("an SSH destination", HypervisorErrors.NotAnSshDestination, Matching(Patterns.IsSsh))
    {
        Rule = "user@host",
        Pattern = Patterns.Ssh,
    };

    public static readonly TextShape<string> Storage = new(
        "the name of a storage",
        HypervisorErrors.NotAStorage,
        Matching(Patterns.IsStorage)
    )
    {
        Rule = "letters, digits, - _ and dots, beginning with a letter",
        Pattern = Patterns.Storage,
    };

    public static readonly TextShape<string> Bridge = new("a bridge", NetworkErrors.NotABridge, Matching(Patterns.IsBridge))
    {
        Rule = "letters and digits, at most 15",
        Pattern = Patterns.Bridge,
    };

    public static readonly TextShape<IPAddress> Address = new("an IPv4 address", NetworkErrors.NotAnAddress, IsAddress)
    {
        Rule = "four numbers from 0 to 255",
        Pattern = Patterns.Address,
    };

    public static readonly TextShape<WrittenNetwork> Subnet = new("an IPv4 network", NetworkErrors.NotASubnet, IsSubnet)
    {
        Rule = "an address, a slash and a prefix",
        Pattern = Patterns.PlatformSubnet,
    };

    /// <summary>A network, or one address.</summary>
    public static readonly TextShape<WrittenNetwork> Source = new("an IPv4 network or address", NetworkErrors.NotASubnet, IsSource)
    {
        Rule = "such as 192.168.1.0/24",
        Pattern = $"{Patterns.Address}|{Patterns.Subnet}",
    };

    public static readonly TextShape<ByteSize> Memory = Size(Patterns.Memory);

    public static readonly TextShape<ByteSize> Disk = Size(Patterns.Disk);

    public static readonly TextShape<string> StackName = new("a stack's name", StackErrors.NotAStackName, Matching(Patterns.IsStackName))
    {
        Rule = "lower case letters, digits, - and _, at most 63",
        Pattern = Patterns.StackName,
        Suggest = text => Suggestion(text, '-', Patterns.IsStackName),
    };

    public static readonly TextShape<string> Service = new("a service's name", StackErrors.UnknownService, Matching(Patterns.IsService))
    {
        Rule = "letters, digits, . - and _",
        Pattern = Patterns.Service,
    };

    public static readonly TextShape<string> Path = new(
        "a path in the directory",
        StackErrors.NotAPath,
        Matching(Patterns.IsPath, LongestPath)
    )
    {
        Rule = "relative, plain characters, no ..",
        Pattern = Patterns.Path,
        Longest = LongestPath,
    };

    public static readonly TextShape<string> Variable = new("a variable's name", StackErrors.NotAVariable, Matching(Patterns.IsVariable))
    {
        Rule = "letters, digits and _",
        Pattern = Patterns.Variable,
        Suggest = text => Suggestion(text, '_', Patterns.IsVariable),
    };

    public static readonly TextShape<string> VariableValue = new("a variable's value", StackErrors.NotAValue, IsLine(0, LongestValue))
    {
        Rule = "one line of printable characters",
        Pattern = Patterns.Line,
        Longest = LongestValue,
        TakesBareScalars = true,
    };

    public static readonly TextShape<string> HealthPath = new(
        "a path of a URL",
        RouteErrors.NotAHealthPath,
        Matching(Patterns.IsHealthPath, LongestPath)
    )
    {
        Rule = "begins with /; what is not plain as % and two hexadecimal digits",
        Pattern = Patterns.HealthPath,
        Longest = LongestPath,
        Suggest = text => Patterns.IsHealthPath.IsMatch("/" + text) ? "/" + text : null,
    };

    public static readonly TextShape<string> Reason = new("a reason", AllowErrors.NotAReason, IsLine(ShortestReason, LongestReason))
    {
        Pattern = Patterns.Line,
        Shortest = ShortestReason,
        Longest = LongestReason,
        Rule = $"one line of {ShortestReason} to {LongestReason} printable characters",
    };

    public static readonly NumberShape GuestId = new("an id", LeastGuestId, GreatestGuestId, GuestErrors.IdOutOfRange);

    public static readonly NumberShape Port = new("a port", 1, 65_535, RouteErrors.NotAPort);

    public static readonly NumberShape Cores = new("a number of cores", 1, 512, YamlErrors.WrongType);

    public static readonly FlagShape Flag = new();

    /// <summary>The pattern is for the schema: a size out of range is told apart from one that is none.</summary>
    private static TextShape<ByteSize> Size(string pattern) =>
        new("a size", GuestErrors.NotASize, IsSize)
        {
            Rule = "a whole number with M, G or T",
            Pattern = pattern,
            Suggest = text =>
                text.TrimEnd('i', 'B', 'b').Replace(" ", "", StringComparison.Ordinal).ToUpperInvariant() is var plain
                && Patterns.IsSize.IsMatch(plain)
                    ? plain
                    : null,
        };

    private static TextParser<string> Matching(Regex form, int longest = 256) =>
        (string text, [MaybeNullWhen(false)] out string value) =>
            (value = text) is not null && text.Length <= longest && form.IsMatch(text);

    private static TextParser<string> IsLine(int shortest, int longest) =>
        (string text, [MaybeNullWhen(false)] out string value) =>
            (value = text) is not null && text.Length <= longest && text.Trim().Length >= shortest && Shown.IsPrintable(text);

    private static bool IsEndpoint(string text, [MaybeNullWhen(false)] out string value)
    {
        value = text;
        return text.Length <= LongestEndpoint
            && Patterns.IsEndpoint.IsMatch(text)
            && (text == "lab" || Uri.TryCreate(text, UriKind.Absolute, out _));
    }

    /// <summary>In the form that Proxmox shows: pairs in upper case with colons.</summary>
    private static bool IsFingerprint(string text, [MaybeNullWhen(false)] out string value)
    {
        value = string.Join(
            ':',
            text.Replace(":", "", StringComparison.Ordinal).ToUpperInvariant().Chunk(2).Select(pair => new string(pair))
        );
        return text.Length <= 95 && Patterns.IsFingerprint.IsMatch(text);
    }

    private static bool IsAddress(string text, [MaybeNullWhen(false)] out IPAddress value)
    {
        value = null;
        return text.Length <= 15 && Patterns.IsAddress.IsMatch(text) && IPAddress.TryParse(text, out value);
    }

    private static bool IsSubnet(string text, [MaybeNullWhen(false)] out WrittenNetwork value)
    {
        value = null;
        if (text.Length > 18 || !Patterns.IsSubnet.IsMatch(text))
        {
            return false;
        }

        var slash = text.IndexOf('/', StringComparison.Ordinal);
        value = new WrittenNetwork(IPAddress.Parse(text[..slash]), int.Parse(text[(slash + 1)..]));
        return true;
    }

    private static bool IsSource(string text, [MaybeNullWhen(false)] out WrittenNetwork value)
    {
        value = IsAddress(text, out var address) ? new WrittenNetwork(address, 32) : null;
        return value is not null || IsSubnet(text, out value);
    }

    private static bool IsSize(string text, out ByteSize value)
    {
        value = default;
        if (text.Length > 8 || !Patterns.IsSize.IsMatch(text))
        {
            return false;
        }

        var count = long.Parse(text[..^1]);
        value = text[^1] switch
        {
            'M' => ByteSize.FromMebibytes(count),
            'G' => ByteSize.FromGibibytes(count),
            _ => ByteSize.FromGibibytes(count * 1024),
        };
        return true;
    }

    /// <summary>The text in the form that is wanted, when case and separators alone are wrong.</summary>
    private static string? Suggestion(string text, char separator, Regex form)
    {
        if (text.Length > 63)
        {
            return null;
        }

        var plain = separator == '-' ? text.ToLowerInvariant() : text;
        var joined = string.Concat(plain.Select(letter => char.IsAsciiLetterOrDigit(letter) ? letter : separator)).Trim(separator);
        return form.IsMatch(joined) ? joined : null;
    }
}
