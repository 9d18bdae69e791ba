using System.Text.RegularExpressions;

namespace Phoenix.Topology.Language;

/// <summary>
/// The strict forms of everything that reaches a generated file, a rule or a command. Each is written once, without anchors, in the common
/// subset of .NET's and ECMAScript's syntax, and serves the reader, the JSON Schema and the reference.
/// </summary>
internal static partial class Patterns
{
    /// <summary>A label of RFC 1123, in lower case.</summary>
    public const string Label = "[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?";

    /// <summary>A platform's name is also that of a lab, an ownership tag and address sets (<c>phoenix-NAME-outside</c>).</summary>
    public const string PlatformName = "[a-z](?:-?[a-z0-9])*";

    /// <summary>Labels joined by dots; the last begins with a letter, so that it is no address.</summary>
    public const string Domain = "(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\\.)*[a-z](?:[a-z0-9-]{0,61}[a-z0-9])?";

    /// <summary>A node's host name; Proxmox keeps its case.</summary>
    public const string Node = "[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?";

    /// <summary>A host name or an IPv4 address, as a part of what follows.</summary>
    private const string Host = "[A-Za-z0-9](?:[A-Za-z0-9.-]{0,251}[A-Za-z0-9])?";

    public const string Endpoint = "lab|https://" + Host + "(?::[0-9]{1,5})?/?";

    public const string Ssh = "(?:[a-z_][a-z0-9_-]{0,31}@)?" + Host;

    public const string Fingerprint = "[0-9A-Fa-f]{2}(?::?[0-9A-Fa-f]{2}){31}";

    /// <summary>The name of a network interface of Linux (IFNAMSIZ), as far as a bridge needs it.</summary>
    public const string Bridge = "[A-Za-z][A-Za-z0-9_]{0,14}";

    public const string Storage = "[A-Za-z][A-Za-z0-9_.-]{0,98}[A-Za-z0-9]";

    public const string SecretName = "[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?";

    public const string Variable = "[A-Za-z_][A-Za-z0-9_]{0,127}";

    public const string StackName = "[a-z0-9][a-z0-9_-]{0,62}";

    public const string Service = "[A-Za-z0-9][A-Za-z0-9._-]{0,62}";

    /// <summary>Segments that do not begin with <c>-</c> or two dots, joined by slashes.</summary>
    public const string Path =
        "(?:\\./)?(?:[A-Za-z0-9_@+]|\\.[A-Za-z0-9_@+])[A-Za-z0-9._@+-]*(?:/(?:[A-Za-z0-9_@+]|\\.[A-Za-z0-9_@+])[A-Za-z0-9._@+-]*)*";

    public const string HealthPath = "/(?:[A-Za-z0-9._~/?=&+-]|%[0-9A-Fa-f]{2})*";

    public const string Size = "[1-9][0-9]{0,6}[MGT]";

    /// <summary>A size from 64M.</summary>
    public const string Memory = "(?:6[4-9]|[7-9][0-9]|[1-9][0-9]{2,6})M|[1-9][0-9]{0,6}[GT]";

    /// <summary>A size from 2G.</summary>
    public const string Disk =
        "(?:204[89]|20[5-9][0-9]|2[1-9][0-9]{2}|[3-9][0-9]{3}|[1-9][0-9]{4,6})M|(?:[2-9]|[1-9][0-9]{1,6})G|[1-9][0-9]{0,6}T";

    public const string Address = "(?:(?:25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])\\.){3}(?:25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])";

    public const string Subnet = Address + "/(?:3[0-2]|[12]?[0-9])";

    /// <summary>A network with a prefix from 8 to 29.</summary>
    public const string PlatformSubnet = Address + "/(?:[89]|[12][0-9])";

    /// <summary>One line, as far as the common subset can say it.</summary>
    public const string Line = "[^\\u0000-\\u001F\\u007F-\\u009F\\u2028\\u2029]*";

    private const RegexOptions Strict = RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture;

    [GeneratedRegex(@"\A(?:" + Label + @")\z", Strict, 1000)]
    public static partial Regex IsLabel { get; }

    [GeneratedRegex(@"\A(?:" + PlatformName + @")\z", Strict, 1000)]
    public static partial Regex IsPlatformName { get; }

    [GeneratedRegex(@"\A(?:" + Domain + @")\z", Strict, 1000)]
    public static partial Regex IsDomain { get; }

    [GeneratedRegex(@"\A(?:" + Node + @")\z", Strict, 1000)]
    public static partial Regex IsNode { get; }

    [GeneratedRegex(@"\A(?:" + Endpoint + @")\z", Strict, 1000)]
    public static partial Regex IsEndpoint { get; }

    [GeneratedRegex(@"\A(?:" + Ssh + @")\z", Strict, 1000)]
    public static partial Regex IsSsh { get; }

    [GeneratedRegex(@"\A(?:" + Fingerprint + @")\z", Strict, 1000)]
    public static partial Regex IsFingerprint { get; }

    [GeneratedRegex(@"\A(?:" + Bridge + @")\z", Strict, 1000)]
    public static partial Regex IsBridge { get; }

    [GeneratedRegex(@"\A(?:" + Storage + @")\z", Strict, 1000)]
    public static partial Regex IsStorage { get; }

    [GeneratedRegex(@"\A(?:" + Variable + @")\z", Strict, 1000)]
    public static partial Regex IsVariable { get; }

    [GeneratedRegex(@"\A(?:" + StackName + @")\z", Strict, 1000)]
    public static partial Regex IsStackName { get; }

    [GeneratedRegex(@"\A(?:" + Service + @")\z", Strict, 1000)]
    public static partial Regex IsService { get; }

    [GeneratedRegex(@"\A(?:" + Path + @")\z", Strict, 1000)]
    public static partial Regex IsPath { get; }

    [GeneratedRegex(@"\A(?:" + HealthPath + @")\z", Strict, 1000)]
    public static partial Regex IsHealthPath { get; }

    [GeneratedRegex(@"\A(?:" + Size + @")\z", Strict, 1000)]
    public static partial Regex IsSize { get; }

    [GeneratedRegex(@"\A(?:" + Address + @")\z", Strict, 1000)]
    public static partial Regex IsAddress { get; }

    [GeneratedRegex(@"\A(?:" + Subnet + @")\z", Strict, 1000)]
    public static partial Regex IsSubnet { get; }
}
